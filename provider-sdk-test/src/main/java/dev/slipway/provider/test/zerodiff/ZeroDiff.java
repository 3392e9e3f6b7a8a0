package dev.slipway.provider.test.zerodiff;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.test.Instance;
import dev.slipway.provider.test.TestedResource;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests of a resource type, made from its schema. Every way to configure it is derived: as little
 * as possible, each attribute alone, other values, defaults written out, every alternative that the
 * rules leave, and as much as possible. For each of them an object is created, read, imported,
 * updated to and from, and its configuration generated; after each step the plan has to be empty.
 * Immutable.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> nothingIsLeftToDo() {
 *   return ZeroDiff.of(notes.resource("notes_note")).sample(TITLE, "Buy milk", "Buy bread").tests();
 * }
 * }</pre>
 *
 * <p>Values are found by trying the attributes' own checks. Where none passes, or a value has to
 * mean something, give samples.
 */
public final class ZeroDiff {

  private final TestedResource resource;
  private final Samples samples;
  private final Set<Attribute<?>> clientOnly;
  private final Set<Attribute<?>> left;
  private final Optional<Function<Instance, String>> importedBy;
  private final boolean imported;

  private ZeroDiff(
      TestedResource resource,
      Samples samples,
      Set<Attribute<?>> clientOnly,
      Set<Attribute<?>> left,
      Optional<Function<Instance, String>> importedBy,
      boolean imported) {
    this.resource = resource;
    this.samples = samples;
    this.clientOnly = clientOnly;
    this.left = left;
    this.importedBy = importedBy;
    this.imported = imported;
  }

  /**
   * Tests of a type.
   *
   * @param resource of a configured provider that stays open while the tests run
   */
  public static ZeroDiff of(TestedResource resource) {
    return new ZeroDiff(resource, Samples.NONE, Set.of(), Set.of(), Optional.empty(), true);
  }

  /** Values of an attribute, at whatever depth it stands; a second one makes an update. */
  @SafeVarargs
  public final <T> ZeroDiff sample(Attribute<T> attribute, T first, T... more) {
    var values = new ArrayList<Value>();
    values.add(attribute.kind().encode(first));
    for (T each : more) {
      values.add(attribute.kind().encode(each));
    }
    return withSamples(samples.and(attribute, values));
  }

  /**
   * Two spellings of one value, which show as no change. Those of lengths of time are known.
   *
   * @param attribute a string, or anything else that Terraform holds as text
   */
  public ZeroDiff spelled(Attribute<?> attribute, String one, String other) {
    return withSamples(
        samples.and(attribute, List.of(Value.text(one))).andSpelling(attribute, Value.text(other)));
  }

  private ZeroDiff withSamples(Samples more) {
    return new ZeroDiff(resource, more, clientOnly, left, importedBy, imported);
  }

  /** The id by which an object is imported; else it is by its identity, or by its {@code id}. */
  public ZeroDiff importedBy(Function<Instance, String> id) {
    return new ZeroDiff(resource, samples, clientOnly, left, Optional.of(id), true);
  }

  /**
   * Objects are not imported.
   *
   * @param reason for readers of the test
   */
  public ZeroDiff notImported(String reason) {
    requireReason(reason);
    return new ZeroDiff(resource, samples, clientOnly, left, Optional.empty(), false);
  }

  /**
   * An attribute that no read can find out, because only the configuration knows it: an import
   * leaves it empty, and the plan after it sets it. Timeouts and write-only attributes are known to
   * be so.
   *
   * @param attribute of the root
   * @param reason for readers of the test
   */
  public ZeroDiff clientOnly(Attribute<?> attribute, String reason) {
    requireReason(reason);
    return new ZeroDiff(resource, samples, and(clientOnly, attribute), left, importedBy, imported);
  }

  /**
   * An optional attribute that is never configured, at whatever depth it stands.
   *
   * @param reason for readers of the test
   */
  public ZeroDiff without(Attribute<?> attribute, String reason) {
    requireReason(reason);
    return new ZeroDiff(resource, samples, clientOnly, and(left, attribute), importedBy, imported);
  }

  private static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("an exception needs a reason");
    }
  }

  private static Set<Attribute<?>> and(Set<Attribute<?>> attributes, Attribute<?> more) {
    var all = new LinkedHashSet<Attribute<?>>(attributes);
    all.add(more);
    return Set.copyOf(all);
  }

  /**
   * The tests, one for each configuration.
   *
   * @throws IllegalStateException a sample is missing; the message says of which attributes
   */
  public Stream<DynamicTest> tests() {
    var variants = new Variants(resource.typeName(), samples, left).of(resource.schema().shape());
    var course = new Course(resource, samples, clientOnly(), imports(), variants.getFirst());
    return variants.stream().map(variant -> test(course, variant));
  }

  private DynamicTest test(Course course, Variant variant) {
    var name = "%s %s".formatted(resource.typeName(), variant.name());
    return DynamicTest.dynamicTest(
        name,
        () -> {
          try {
            course.run(variant);
          } catch (AssertionError e) {
            // Not every report shows the names of tests.
            throw new AssertionError("%s:%n%s".formatted(name, e.getMessage()), e);
          }
        });
  }

  private Set<Attribute<?>> clientOnly() {
    var all = new LinkedHashSet<Attribute<?>>(clientOnly);
    for (var attribute : resource.schema().shape().attributes()) {
      if (attribute.name().equals("timeouts") && resource.schema().timeouts().isPresent()) {
        all.add(attribute);
      }
    }
    return all;
  }

  /** Every way to import an object. */
  private List<Import> imports() {
    var ways = new ArrayList<Import>();
    if (!imported) {
      return ways;
    }
    if (!resource.identity().isNone()) {
      ways.add(Import.byIdentity(resource));
    }
    importedBy.ifPresent(id -> ways.add(Import.byId(resource, id)));
    if (ways.isEmpty()) {
      var id =
          resource.schema().shape().attributes().stream()
              .filter(each -> each.name().equals("id") && each.kind().equals(Kind.STRING))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalStateException(
                      "Say how %s is imported: .importedBy(object -> …), or .notImported(\"…\")"
                          .formatted(resource.typeName())));
      ways.add(Import.byId(resource, object -> object.raw(id).asText()));
    }
    return ways;
  }
}
