package dev.slipway.provider.test.zerodiff;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.test.Configurations;
import dev.slipway.provider.test.Instance;
import dev.slipway.provider.test.TestedResource;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.Set;

/** What objects of one configuration go through, with an empty plan after each step. */
final class Course {

  private final TestedResource resource;
  private final Spellings spellings;
  private final Set<Attribute<?>> clientOnly;
  private final List<Import> imports;
  private final Variant plainest;

  /**
   * For one type.
   *
   * @param clientOnly what an import cannot find out
   * @param imports every way to import an object
   * @param plainest from which objects are updated, and to which
   */
  Course(
      TestedResource resource,
      Samples samples,
      Set<Attribute<?>> clientOnly,
      List<Import> imports,
      Variant plainest) {
    this.resource = resource;
    this.spellings = new Spellings(samples);
    this.clientOnly = clientOnly;
    this.imports = imports;
    this.plainest = plainest;
  }

  void run(Variant variant) {
    requireAccepted(variant);
    createdAndFoundAgain(variant);
    if (!variant.isLike(plainest)) {
      updatedToAndFro(variant);
    }
  }

  private void requireAccepted(Variant variant) {
    var diagnosis = resource.validate(variant.configuration());
    if (diagnosis.hasErrors()) {
      throw new AssertionError(
          "%s refuses a configuration that follows from its schema. Give samples that fit, or leave an attribute out by .without(ATTRIBUTE, \"reason\").\n%s\n%s"
              .formatted(resource.typeName(), diagnosis, variant.object()));
    }
  }

  /** An object that is destroyed in the end, whatever happens. */
  private final class Living implements AutoCloseable {

    private Instance now;

    Living(Variant variant) {
      now = resource.create(variant.configuration());
    }

    void become(Variant variant) {
      now = resource.change(now, variant.configuration());
    }

    @Override
    public void close() {
      resource.destroy(now);
    }
  }

  private void createdAndFoundAgain(Variant variant) {
    var config = variant.configuration();
    try (var object = new Living(variant)) {
      var read = settled("after the create", object.now, config);
      nothingIsLeftToDo("spelled otherwise", read, respelled(variant));
      generated("what is generated from it", read, variant);
      for (var way : imports) {
        var imported = way.again().apply(read).withSame(read, clientOnly);
        nothingIsLeftToDo("after an import " + way.name(), imported, config);
        generated("what is generated after an import " + way.name(), imported, variant);
      }
    }
  }

  private void updatedToAndFro(Variant variant) {
    try (var object = new Living(plainest)) {
      object.become(variant);
      settled("after the update", object.now, variant.configuration());
      object.become(plainest);
      settled("after the update back", object.now, plainest.configuration());
    }
  }

  private Configuration respelled(Variant variant) {
    return Configurations.allOf(
        (Value.ObjectOf) spellings.otherwise(resource.schema().shape(), variant.object()));
  }

  /** A generated configuration cannot say what is stored nowhere. */
  private void generated(String step, Instance object, Variant variant) {
    var config = resource.generate(object).configuration();
    for (var attribute : resource.schema().shape().attributes()) {
      var configured = variant.object().attribute(attribute.name());
      if (attribute.isWriteOnly() && !configured.isNull()) {
        config = config.withRaw(attribute, configured);
      }
    }
    nothingIsLeftToDo(step, object, config);
  }

  /** As the provider says, and as it is found to be. */
  private Instance settled(String step, Instance object, Configuration config) {
    nothingIsLeftToDo(step, object, config);
    var read = resource.refresh(object);
    if (read.isGone()) {
      throw new AssertionError("a read %s does not find the object".formatted(step));
    }
    nothingIsLeftToDo(step + " and a read", read, config);
    return read;
  }

  private void nothingIsLeftToDo(String step, Instance object, Configuration config) {
    resource.plan(object, config).assertThat().as(step).doesNothing();
  }
}
