package dev.slipway.provider.internal.engine;

import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Check.Finding;
import dev.slipway.provider.schema.Fields;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.NullValueException;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.schema.UnfitValueException;
import dev.slipway.provider.schema.UnknownValueException;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Runs the checks and rules of a schema on a configuration, as far as its values are known. */
public final class ConfigChecks {

  private static final int SHOWN = 80;

  private final boolean writeOnlyAllowed;
  private final boolean mayBeIncomplete;
  private final List<Diagnostic> found = new ArrayList<>();

  private ConfigChecks(boolean writeOnlyAllowed, boolean mayBeIncomplete) {
    this.writeOnlyAllowed = writeOnlyAllowed;
    this.mayBeIncomplete = mayBeIncomplete;
  }

  /**
   * Everything wrong with a configuration.
   *
   * @param writeOnlyAllowed whether the calling Terraform knows write-only values; one that does
   *     not would store them
   */
  public static List<Diagnostic> run(Shape<?> shape, Value config, boolean writeOnlyAllowed) {
    var checks = new ConfigChecks(writeOnlyAllowed, false);
    checks.object(shape, config, Path.ROOT, false);
    return List.copyOf(checks.found);
  }

  /**
   * Everything wrong with one value that stands by itself, such as an argument of a function:
   * Terraform has not seen to it that its required parts are there.
   *
   * @param attribute what it has to be, whatever its name
   * @param value not null
   */
  public static <T> List<Diagnostic> run(Attribute<T> attribute, Value value, Path path) {
    var checks = new ConfigChecks(true, true);
    checks.value(attribute, value, path, attribute.isSensitive());
    return List.copyOf(checks.found);
  }

  private void object(Shape<?> shape, Value config, Path path, boolean secret) {
    var fields = shape.view(config, path);
    for (var attribute : shape.attributes()) {
      attribute(attribute, fields, secret || attribute.isSensitive() || attribute.isWriteOnly());
    }
    shape.rules().forEach(rule -> found.addAll(rule.violations(fields)));
  }

  private <T> void attribute(Attribute<T> attribute, Fields fields, boolean secret) {
    var value = fields.raw(attribute);
    var path = fields.pathOf(attribute);
    if (value.isNull()) {
      if (mayBeIncomplete && attribute.isRequired()) {
        missing(path);
      }
      return;
    }
    if (!attribute.deprecation().isEmpty()) {
      found.add(
          Diagnostic.warning(path, "%s is deprecated".formatted(path), attribute.deprecation()));
    }
    if (attribute.isWriteOnly() && !writeOnlyAllowed) {
      found.add(
          Diagnostic.error(
              path,
              "%s needs Terraform 1.11".formatted(path),
              "%s is write-only: it must not be stored, and this Terraform would store it. Use Terraform 1.11 or newer, or leave it out."
                  .formatted(path)));
      return;
    }
    value(attribute, value, path, secret);
  }

  private <T> void value(Attribute<T> attribute, Value value, Path path, boolean secret) {
    parts(attribute.kind(), value, path, secret);
    if (value.isWhollyKnown()) {
      content(attribute, value, path, secret);
    }
  }

  private void parts(Kind<?> kind, Value value, Path path, boolean secret) {
    if (!value.isKnown() || value.isNull()) {
      return;
    }
    switch (kind) {
      case Shape<?> shape -> object(shape, value, path, secret);
      case Kind.ListOf<?>(Shape<?> shape) -> {
        for (int i = 0; i < value.elements().size(); i++) {
          parts(shape, value.elements().get(i), path.index(i), secret);
        }
      }
      case Kind.SetOf<?>(Shape<?> shape) ->
          value.elements().forEach(element -> parts(shape, element, path.element(element), secret));
      case Kind.MapOf<?>(Shape<?> shape) ->
          value.entries().forEach((key, each) -> parts(shape, each, path.key(key), secret));
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ -> {}
    }
  }

  /** Reads the value as the author will, with its defaults, and shows it to the checks. */
  private <T> void content(Attribute<T> attribute, Value value, Path path, boolean secret) {
    T decoded;
    try {
      decoded = attribute.kind().decode(Proposal.defaulted(attribute, value), path);
    } catch (UnfitValueException e) {
      if (!isSaid(e.path())) {
        report(value, path, new Finding(relative(e.path(), path), e.expectation()), secret);
      }
      return;
    } catch (NullValueException e) {
      if (!isSaid(e.path())) {
        missing(e.path());
      }
      return;
    } catch (UnknownValueException _) {
      return;
    }
    for (var check : attribute.checks()) {
      for (var finding : check.findings(decoded)) {
        report(value, path, finding, secret);
      }
    }
  }

  /** A nested object may have said so itself, with the same path. */
  private boolean isSaid(Path path) {
    return found.stream().anyMatch(diagnostic -> diagnostic.path().equals(path.untilSet()));
  }

  private void missing(Path path) {
    found.add(
        Diagnostic.error(path, "Missing value", "%s is null; give it a value.".formatted(path)));
  }

  private static Path relative(Path part, Path whole) {
    return new Path(part.steps().subList(whole.steps().size(), part.steps().size()));
  }

  private void report(Value value, Path path, Finding finding, boolean secret) {
    var where = path.then(finding.where());
    var given = secret ? "" : value.find(finding.where()).map(ConfigChecks::given).orElse("");
    found.add(
        Diagnostic.error(
            where,
            "Invalid value for %s".formatted(where),
            "%s must be %s%s.".formatted(where, finding.expectation(), given)));
  }

  private static String given(Value value) {
    return switch (value) {
      case Value.Text(var text) ->
          "; it is \"%s\"".formatted(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
      case Value.Num number -> "; it is " + number;
      case Value.Bool(var bool) -> "; it is " + bool;
      case Value.ListOf(var elements) -> "; it has " + elements.size();
      case Value.SetOf(var elements) -> "; it has " + elements.size();
      case Value.MapOf(var entries) -> "; it has " + entries.size();
      case Value.Null _, Value.Unknown _, Value.TupleOf _, Value.ObjectOf _, Value.Dynamic _ -> "";
    };
  }
}
