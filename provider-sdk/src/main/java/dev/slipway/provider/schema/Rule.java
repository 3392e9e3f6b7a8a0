package dev.slipway.provider.schema;

import dev.slipway.provider.diag.Diagnostic;
import java.util.List;

/**
 * What has to hold between the attributes of one object; see {@link Rules}. Checked on every
 * validation, so unknown values are possible: a rule that one of them may still satisfy is not
 * violated.
 */
public interface Rule {

  /** The attributes it speaks of, all of one shape. */
  List<Attribute<?>> attributes();

  /** Its violations by this object; empty when it holds. */
  List<Diagnostic> violations(Fields object);
}
