package dev.slipway.provider.test;

import dev.slipway.provider.ListResource;
import dev.slipway.provider.Resource;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.internal.protocol6.ListCalls;
import dev.slipway.provider.test.rules.ListEvent;
import dev.slipway.provider.test.rules.ListRules;
import dev.slipway.provider.test.rules.TerraformRule;
import dev.slipway.provider.test.rules.TerraformRules;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.stream.Stream;

/**
 * A list resource type under test. As a {@link TestedResource}, it fails the test if the provider
 * reports an error or answers in a way that Terraform refuses.
 */
public final class TestedList {

  /** What Terraform asks for where the user does not say. */
  private static final long USUAL_LIMIT = 100;

  private final ListResource<?> list;
  private final ListCalls calls;
  private final boolean withObjects;
  private final long limit;

  TestedList(ListResource<?> list, ListCalls calls) {
    this(list, calls, false, USUAL_LIMIT);
  }

  private TestedList(ListResource<?> list, ListCalls calls, boolean withObjects, long limit) {
    this.list = list;
    this.calls = calls;
    this.withObjects = withObjects;
    this.limit = limit;
  }

  /** The same list, asked for whole objects. */
  public TestedList withObjects() {
    return new TestedList(list, calls, true, limit);
  }

  /** The same list, asked for no more than this many; 100 otherwise. */
  public TestedList limit(long most) {
    return new TestedList(list, calls, withObjects, most);
  }

  /** What is wrong with a configuration. Never fails the test. */
  public Diagnosis validate(Configuration written) {
    return new Diagnosis(calls.validate(config(written)));
  }

  /** Validates the configuration, then finds objects. */
  public List<Listed> find(Configuration written) {
    try (var events = events(written)) {
      var all = RefusedAnswer.orElse(doing(), TerraformRule.O3, events::toList);
      RefusedAnswer.unlessSound(
          doing(),
          ListRules.broken(
              TerraformRules.of(resource().schema(), resource().identity()),
              all,
              withObjects,
              limit));
      FailedCall.unless(
          doing(),
          new Diagnosis(all.stream().flatMap(each -> each.diagnostics().stream()).toList()));
      return all.stream().filter(each -> !each.identity().isNull()).map(this::listed).toList();
    }
  }

  /**
   * Finds objects as they come. Closing the stream is a user who has lost patience; what has come
   * until then is not judged.
   */
  public Stream<Listed> stream(Configuration written) {
    return events(written).filter(each -> !each.identity().isNull()).map(this::listed);
  }

  private Stream<ListEvent> events(Configuration written) {
    var config = config(written);
    FailedCall.unless(typeName() + ": validate", new Diagnosis(calls.validate(config)));
    return calls.list(config, withObjects, limit);
  }

  private Listed listed(ListEvent event) {
    Shape<?> shape = resource().schema().shape();
    return new Listed(
        typeName(),
        shape,
        event.object().orElseGet(Value::ofNull),
        event.displayName(),
        resource().identity().shape().view(event.identity(), Path.ROOT),
        new Diagnosis(event.diagnostics()));
  }

  private Value config(Configuration written) {
    Shape<?> shape = list.schema().shape();
    var config = written.in(shape, typeName());
    CoreCheck.require(shape, config, typeName());
    return config;
  }

  private Resource<?> resource() {
    return list.resource();
  }

  private String typeName() {
    return resource().typeName();
  }

  private String doing() {
    return typeName() + ": list";
  }
}
