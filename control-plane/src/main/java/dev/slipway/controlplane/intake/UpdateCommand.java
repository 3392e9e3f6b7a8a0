package dev.slipway.controlplane.intake;

import java.util.Set;

/**
 * Change an app.
 *
 * @param expectedGeneration must be the app's current one; 0 leaves the check out
 * @param fields the fields to take from the spec, the others stay; empty: all. Either way secret
 *     variables stay when their version does.
 */
public record UpdateCommand(SpecDraft spec, long expectedGeneration, Set<SpecField> fields) {
  public UpdateCommand {
    fields = Set.copyOf(fields);
  }
}
