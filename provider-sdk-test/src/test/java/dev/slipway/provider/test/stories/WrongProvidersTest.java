package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Blocks.blockList;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.test.Configurations.nothing;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static dev.slipway.provider.test.stories.Fake.THING;
import static dev.slipway.provider.test.stories.Tampering.Change.each;
import static dev.slipway.provider.test.stories.Tampering.Change.nth;
import static dev.slipway.provider.test.stories.Tampering.Change.spread;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.ofNull;
import static dev.slipway.provider.value.Value.text;
import static dev.slipway.provider.value.Value.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.slipway.proto.tfplugin6.ApplyResourceChange;
import dev.slipway.proto.tfplugin6.AttributePath;
import dev.slipway.proto.tfplugin6.CallFunction;
import dev.slipway.proto.tfplugin6.ConfigureStateStore;
import dev.slipway.proto.tfplugin6.Deferred;
import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.FunctionError;
import dev.slipway.proto.tfplugin6.GenerateResourceConfig;
import dev.slipway.proto.tfplugin6.ImportResourceState;
import dev.slipway.proto.tfplugin6.InvokeAction;
import dev.slipway.proto.tfplugin6.ListResource.Event;
import dev.slipway.proto.tfplugin6.OpenEphemeralResource;
import dev.slipway.proto.tfplugin6.PlanResourceChange;
import dev.slipway.proto.tfplugin6.ReadDataSource;
import dev.slipway.proto.tfplugin6.ReadResource;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.ResourceIdentityData;
import dev.slipway.proto.tfplugin6.UpgradeResourceState;
import dev.slipway.provider.Identity;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.test.Instance;
import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.test.TestedResource;
import dev.slipway.provider.test.rules.TerraformRule;
import dev.slipway.provider.test.stories.Tampering.Change;
import dev.slipway.provider.value.Refinements;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of Terraform is broken once, and the test kit says which. */
class WrongProvidersTest {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> NAME = string("name").required();
  private static final Attribute<Integer> SIZE = int32("size").optional();
  private static final Attribute<String> URL = string("url").computed();
  private static final Attribute<String> KEY = string("key").optional().writeOnly();
  private static final Attribute<List<String>> ARGS = list("args", STRING).optional();
  private static final Attribute<Set<String>> TAGS = set("tags", STRING).optional();
  private static final Attribute<String> PATH = string("path").required();
  private static final Attribute<String> DEVICE = string("device").computed();
  private static final Attribute<Nested> DISK = object("disk", PATH, DEVICE).optional();
  private static final Nested AT_A =
      Shape.of(PATH, DEVICE).blank().with(PATH, "p").with(DEVICE, "/dev/a");
  private static final Attribute<List<Nested>> DISKS = list("disks", Shape.of(PATH)).optional();
  private static final Attribute<Integer> PORT = int32("port").required();
  private static final Attribute<List<Nested>> LISTENERS = blockList("listener", PORT);

  private static final Shape<Nested> SHAPE =
      Shape.of(ID, NAME, SIZE, URL, KEY, ARGS, TAGS, DISK, DISKS, LISTENERS);
  private static final Type IDENTITY = Type.object(Map.of("id", Type.string()));
  private static final Value ONE_LISTENER = Value.list(Value.object(Map.of("port", number(1))));

  private static final Configuration CONFIG =
      with(NAME, "a")
          .with(KEY, "hush")
          .with(ARGS, List.of("x"))
          .with(TAGS, Set.of("t"))
          .with(DISK, with(PATH, "p"))
          .with(DISKS, with(PATH, "q"));
  private static final Configuration STORED =
      CONFIG.without(KEY).with(ID, "1").with(URL, "http://1");

  /** One that does everything right. */
  private static Fake sound() {
    return new Everything(
            Fake.of(ID, NAME, SIZE, URL, KEY, ARGS, TAGS, DISK, DISKS, LISTENERS)
                .identifiedBy(Identity.of(ID))
                .importing((id, blank) -> blank.with(ID, id))
                .planning((change, _) ->
                    change.plan().isKnown(URL)
                        ? change.plan()
                        : change.plan().withUnknown(URL, Refinements.NONE.withPrefix("http://")))
                .creating((plan, _) -> made(plan.toState()).with(ID, "1"))
                .updating((plan, _) -> made(plan.toState())))
        .fake();
  }

  private static State made(State state) {
    return state
        .with(URL, "http://2")
        .with(DISK, state.isNull(DISK) ? Optional.empty() : Optional.of(AT_A));
  }

  private static UnaryOperator<PlanResourceChange.Response> planned(
      UnaryOperator<Value.ObjectOf> change) {
    return answer ->
        answer.toBuilder().setPlannedState(changed(answer.getPlannedState(), change)).build();
  }

  private static UnaryOperator<ApplyResourceChange.Response> applied(
      UnaryOperator<Value.ObjectOf> change) {
    return answer -> answer.toBuilder().setNewState(changed(answer.getNewState(), change)).build();
  }

  private static UnaryOperator<ReadResource.Response> read(UnaryOperator<Value.ObjectOf> change) {
    return answer -> answer.toBuilder().setNewState(changed(answer.getNewState(), change)).build();
  }

  private static DynamicValue changed(DynamicValue message, UnaryOperator<Value.ObjectOf> change) {
    return message(change.apply((Value.ObjectOf) Messages.value(message, SHAPE.type())));
  }

  private static DynamicValue message(Value object) {
    return Messages.message(object, SHAPE.type());
  }

  private static final DynamicValue NULL = message(ofNull());
  private static final DynamicValue TEXT = Messages.message(text("x"), Type.string());

  private static UnaryOperator<ReadResource.Response> identified(Value identity) {
    var data =
        ResourceIdentityData.newBuilder().setIdentityData(Messages.message(identity, IDENTITY));
    return answer -> answer.toBuilder().setNewIdentity(data).build();
  }

  private static Instance stored(TestedResource things) {
    return things.refresh(things.stored(STORED));
  }

  private static void plan(TestedProvider provider) {
    provider.resource(THING).plan(CONFIG);
  }

  private static void create(TestedProvider provider) {
    provider.resource(THING).create(CONFIG);
  }

  private static void update(TestedProvider provider) {
    var things = provider.resource(THING);
    things.change(things.stored(STORED), CONFIG.with(NAME, "b"));
  }

  private static void refresh(TestedProvider provider) {
    stored(provider.resource(THING));
  }

  private static final Deferred PUT_OFF =
      Deferred.newBuilder().setReason(Deferred.Reason.ABSENT_PREREQ).build();
  private static final Diagnostic ERROR =
      Diagnostic.newBuilder().setSeverity(Diagnostic.Severity.ERROR).setSummary("No").build();

  static Stream<ArgumentSet> wrong() {
    return Stream.of(plans(), finalPlans(), results(), objects(), others()).flatMap(each -> each);
  }

  private static Stream<ArgumentSet> plans() {
    Class<PlanResourceChange.Response> plan = PlanResourceChange.Response.class;
    Consumer<TestedProvider> call = WrongProvidersTest::plan;
    return Stream.of(
        row("P1", "another name", each(plan, planned(o -> o.with("name", text("b")))), call),
        row("P3", "a size from nowhere", each(plan, planned(o -> o.with("size", number(1)))), call),
        row("P4", "the disk is gone", each(plan, planned(o -> o.with("disk", ofNull()))), call),
        row(
            "P5",
            "a disk more",
            each(plan, planned(o -> o.with("disks", twice(o.attribute("disks"))))),
            call),
        row("P6", "no block is null", each(plan, planned(o -> o.with("listener", ofNull()))), call),
        row(
            "P7",
            "how many blocks is guessed",
            each(plan, planned(o -> o.with("listener", ONE_LISTENER))),
            provider -> provider.resource(THING).plan(CONFIG.withUnknown(LISTENERS))),
        row("P8", "the disk is open", each(plan, planned(o -> o.with("disk", unknown()))), call),
        row("P9", "the key is kept", each(plan, planned(o -> o.with("key", text("hush")))), call),
        row(
            "P10",
            "a new object for nothing",
            each(
                plan,
                answer ->
                    answer.toBuilder()
                        .addRequiresReplace(
                            AttributePath.newBuilder()
                                .addSteps(AttributePath.Step.newBuilder().setAttributeName("zone")))
                        .build()),
            WrongProvidersTest::update),
        row(
            "P11",
            "nothing is planned",
            each(plan, answer -> answer.toBuilder().setPlannedState(NULL).build()),
            call),
        row(
            "P11",
            "what is destroyed stays",
            each(
                plan, answer -> answer.toBuilder().setPlannedState(message(STORED_OBJECT)).build()),
            provider -> {
              var things = provider.resource(THING);
              things.planDestroy(things.stored(STORED));
            }),
        row(
            "P12",
            "put off",
            each(plan, answer -> answer.toBuilder().setDeferred(PUT_OFF).build()),
            call),
        row(
            "O3",
            "a plan of another type",
            each(plan, answer -> answer.toBuilder().setPlannedState(TEXT).build()),
            call));
  }

  private static final Value STORED_OBJECT = SHAPE.blank().with(ID, "1").with(NAME, "a").object();

  private static Value twice(Value list) {
    return Value.list(list.elements().getFirst(), list.elements().getFirst());
  }

  private static Stream<ArgumentSet> finalPlans() {
    Class<PlanResourceChange.Response> plan = PlanResourceChange.Response.class;
    Consumer<TestedProvider> create = WrongProvidersTest::create;
    return Stream.of(
        row(
            "F1",
            "the address is known no more",
            nth(1, plan, planned(o -> o.with("url", text("http://x")))),
            create),
        row(
            "F2",
            "the address is another than promised",
            nth(2, plan, planned(o -> o.with("url", text("ftp://x")))),
            create),
        row(
            "F3",
            "an update becomes a replacement",
            nth(
                2,
                plan,
                answer ->
                    answer.toBuilder()
                        .addRequiresReplace(
                            AttributePath.newBuilder()
                                .addSteps(AttributePath.Step.newBuilder().setAttributeName("name")))
                        .build()),
            WrongProvidersTest::update),
        row(
            "F4",
            "put off at last",
            nth(2, plan, answer -> answer.toBuilder().setDeferred(PUT_OFF).build()),
            provider -> create(provider.allowingDeferral())));
  }

  private static Stream<ArgumentSet> results() {
    Class<ApplyResourceChange.Response> apply = ApplyResourceChange.Response.class;
    Consumer<TestedProvider> call = WrongProvidersTest::create;
    return Stream.of(
        row("A1", "another name", each(apply, applied(o -> o.with("name", text("b")))), call),
        row(
            "A2",
            "another address than promised",
            each(apply, applied(o -> o.with("url", text("ftp://x")))),
            call),
        row("A3", "the address is open", each(apply, applied(o -> o.with("url", unknown()))), call),
        row(
            "A4",
            "a size from nowhere",
            each(apply, applied(o -> o.with("size", number(1)))),
            call),
        row("A4", "the name is gone", each(apply, applied(o -> o.with("name", ofNull()))), call),
        row(
            "A5",
            "an argument more",
            each(apply, applied(o -> o.with("args", twice(o.attribute("args"))))),
            call),
        row(
            "A6",
            "a tag more",
            each(apply, applied(o -> o.with("tags", Value.set(text("t"), text("u"))))),
            call),
        row(
            "A7",
            "a block more",
            each(apply, applied(o -> o.with("listener", ONE_LISTENER))),
            call),
        row(
            "A8",
            "nothing is made",
            each(apply, answer -> answer.toBuilder().setNewState(NULL).build()),
            call),
        row(
            "A8",
            "what is destroyed stays",
            each(apply, answer -> answer.toBuilder().setNewState(message(STORED_OBJECT)).build()),
            provider -> {
              var things = provider.resource(THING);
              things.destroy(things.stored(STORED));
            }),
        row("A9", "the key is kept", each(apply, applied(o -> o.with("key", text("hush")))), call),
        row(
            "A9",
            "the key is kept of a failed create",
            each(
                apply,
                answer ->
                    applied(o -> o.with("key", text("hush"))).apply(answer).toBuilder()
                        .addDiagnostics(ERROR)
                        .build()),
            call),
        row(
            "A10",
            "a result of another type",
            each(apply, answer -> answer.toBuilder().setNewState(TEXT).build()),
            call));
  }

  private static Stream<ArgumentSet> objects() {
    Class<ReadResource.Response> read = ReadResource.Response.class;
    Consumer<TestedProvider> call = WrongProvidersTest::refresh;
    return Stream.of(
        row("O1", "the address is open", each(read, read(o -> o.with("url", unknown()))), call),
        row("O2", "the key is kept", each(read, read(o -> o.with("key", text("hush")))), call),
        row(
            "O3",
            "an object of another type",
            each(read, answer -> answer.toBuilder().setNewState(TEXT).build()),
            call),
        row(
            "O4",
            "nothing is upgraded",
            each(UpgradeResourceState.Response.class, answer -> answer.toBuilder().clear().build()),
            provider -> provider.resource(THING).upgrade(0, "{\"id\":\"1\",\"name\":\"a\"}")),
        row(
            "O4",
            "nothing is looked up",
            each(ReadDataSource.Response.class, answer -> answer.toBuilder().clear().build()),
            provider -> provider.dataSource("fake_found").read(nothing())),
        row(
            "P1",
            "another role is open than was asked for",
            each(
                OpenEphemeralResource.Response.class,
                answer ->
                    answer.toBuilder()
                        .setResult(
                            Messages.message(
                                Value.object(Map.of("role", text("admin"))), Everything.ROLES))
                        .build()),
            provider -> provider.ephemeral("fake_token").open(with(Everything.ROLE, "reader"))),
        row("I1", "who it is, is open", each(read, identified(open("id"))), call),
        row(
            "I2",
            "an identity of another type",
            each(
                read,
                answer ->
                    answer.toBuilder()
                        .setNewIdentity(ResourceIdentityData.newBuilder().setIdentityData(TEXT))
                        .build()),
            call),
        row(
            "I3",
            "it is another one",
            nth(2, read, identified(Value.object(Map.of("id", text("2"))))),
            provider -> {
              var things = provider.resource(THING);
              things.refresh(stored(things));
            }),
        row(
            "I4",
            "it has no identity any more",
            each(read, answer -> answer.toBuilder().clearNewIdentity().build()),
            call),
        row(
            "M1",
            "two for one",
            each(
                ImportResourceState.Response.class,
                answer ->
                    answer.toBuilder()
                        .addImportedResources(answer.getImportedResources(0))
                        .build()),
            provider -> provider.resource(THING).importId("1")),
        row(
            "G1",
            "the id is configured",
            each(
                GenerateResourceConfig.Response.class,
                answer ->
                    answer.toBuilder()
                        .setConfig(changed(answer.getConfig(), o -> o.with("id", text("1"))))
                        .build()),
            provider -> {
              var things = provider.resource(THING);
              things.generate(things.stored(STORED));
            }));
  }

  private static Value open(String name) {
    return Value.object(Map.of(name, unknown()));
  }

  private static Stream<ArgumentSet> others() {
    Consumer<TestedProvider> list = provider -> provider.list(THING).limit(1).find(nothing());
    Consumer<TestedProvider> invoke = provider -> provider.action("fake_talk").invoke(nothing());
    Consumer<TestedProvider> call = provider -> provider.function("echo").call("a");
    Consumer<TestedProvider> keep =
        provider -> {
          var states = provider.stateStore("fake_states").configure(nothing(), 2);
          states.write("default", new byte[] {1, 2, 3});
          states.read("default");
        };
    Class<InvokeAction.Event> told = InvokeAction.Event.class;
    Class<CallFunction.Response> called = CallFunction.Response.class;
    Class<ReadStateBytes.Response> chunk = ReadStateBytes.Response.class;
    return Stream.of(
        row(
            "L1",
            "nobody is found",
            each(Event.class, event -> event.toBuilder().clearIdentity().build()),
            list),
        row(
            "L2",
            "an object that nobody asked for",
            each(
                Event.class,
                event -> event.toBuilder().setResourceObject(message(STORED_OBJECT)).build()),
            list),
        row("L3", "more than asked for", spread(Event.class, event -> List.of(event, event)), list),
        row(
            "L4",
            "more after an error",
            spread(
                Event.class,
                event -> List.of(Event.newBuilder().addDiagnostic(ERROR).build(), event)),
            list),
        row(
            "T1",
            "an event about nothing",
            each(told, event -> event.hasProgress() ? event.toBuilder().clear().build() : event),
            invoke),
        row(
            "T2",
            "no end",
            spread(told, event -> event.hasCompleted() ? List.of() : List.of(event)),
            invoke),
        row(
            "T2",
            "two ends",
            spread(told, event -> event.hasCompleted() ? List.of(event, event) : List.of(event)),
            invoke),
        row(
            "S1",
            "chunks of nothing",
            each(
                ConfigureStateStore.Response.class,
                answer -> answer.toBuilder().clearCapabilities().build()),
            keep),
        row(
            "S2",
            "a gap",
            nth(
                2,
                chunk,
                answer ->
                    answer.toBuilder().setRange(answer.getRange().toBuilder().setStart(1)).build()),
            keep),
        row(
            "S3",
            "another length",
            each(chunk, answer -> answer.toBuilder().setTotalLength(4).build()),
            keep),
        row(
            "C1",
            "a result and an error",
            each(
                called,
                answer ->
                    answer.toBuilder().setError(FunctionError.newBuilder().setText("No")).build()),
            call),
        row(
            "C1",
            "a result of another type",
            each(
                called,
                answer ->
                    answer.toBuilder()
                        .setResult(Messages.message(number(1), Type.number()))
                        .build()),
            call),
        row(
            "C2",
            "something else the next time",
            nth(
                2,
                called,
                answer ->
                    answer.toBuilder()
                        .setResult(Messages.message(text("b"), Type.string()))
                        .build()),
            call),
        row(
            "C3",
            "an error about nothing",
            each(
                called,
                answer ->
                    CallFunction.Response.newBuilder()
                        .setError(FunctionError.newBuilder().setText("No").setFunctionArgument(1))
                        .build()),
            call));
  }

  private static ArgumentSet row(
      String rule, String story, Change<?> change, Consumer<TestedProvider> call) {
    return argumentSet(rule + " " + story, TerraformRule.valueOf(rule), change, call);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void theRuleIsNamed(TerraformRule rule, Change<?> change, Consumer<TestedProvider> call) {
    try (var tampering = change.with(sound().provider())) {
      var provider = tampering.provider().configure();

      assertThatThrownBy(() -> call.accept(provider))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Terraform would refuse this answer")
          .hasMessageContaining("rule %s: ".formatted(rule))
          .message()
          .doesNotContain("hush");
    }
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aSoundProviderIsNotRefused(
      TerraformRule rule, Change<?> change, Consumer<TestedProvider> call) {
    try (var provider = sound().tested()) {
      assertThatCode(() -> call.accept(provider)).as(rule.demand()).doesNotThrowAnyException();
    }
  }

  @Test
  void noRuleIsForgotten() {
    assertThat(wrong().map(row -> row.get()[0]).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(TerraformRule.class));
  }

  static Stream<ArgumentSet> allowed() {
    Class<PlanResourceChange.Response> plan = PlanResourceChange.Response.class;
    Class<ApplyResourceChange.Response> apply = ApplyResourceChange.Response.class;
    return Stream.of(
        row(
            "P3",
            "a computed value may be planned as anything (P2)",
            each(plan, planned(o -> o.with("url", text("http://2")))),
            WrongProvidersTest::create),
        row(
            "F2",
            "what was open may be known at last",
            nth(2, plan, planned(o -> o.with("url", text("http://2")))),
            WrongProvidersTest::create),
        row(
            "A2",
            "null keeps any promise but that it is not null",
            each(plan, planned(o -> o.with("url", unknown()))),
            WrongProvidersTest::create),
        row(
            "A6",
            "tags in another order",
            each(apply, applied(o -> o.with("tags", Value.set(text("t"))))),
            WrongProvidersTest::create),
        row(
            "L1",
            "who warned may find nobody",
            each(
                Event.class,
                event ->
                    Event.newBuilder()
                        .addDiagnostic(ERROR.toBuilder().setSeverity(Diagnostic.Severity.WARNING))
                        .build()),
            provider -> provider.list(THING).limit(1).find(nothing())));
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void whatIsAllowedIsNotRefused(
      TerraformRule rule, Change<?> change, Consumer<TestedProvider> call) {
    try (var tampering = change.with(sound().provider())) {
      var provider = tampering.provider().configure();

      assertThatCode(() -> call.accept(provider)).as(rule.demand()).doesNotThrowAnyException();
    }
  }

  @Test
  void whatComesBackWithAnErrorIsKeptAsTainted() {
    var failing =
        each(
            ApplyResourceChange.Response.class,
            (ApplyResourceChange.Response answer) ->
                applied(o -> o.with("name", text("b"))).apply(answer).toBuilder()
                    .addDiagnostics(ERROR)
                    .build());
    try (var tampering = failing.with(sound().provider())) {
      var things = tampering.provider().configure().resource(THING);

      assertThat(failing(() -> things.create(CONFIG)))
          .hasOnlyError("No")
          .left()
          .isTainted()
          .as("A1 does not count then (A11)")
          .has(NAME, "b");
    }
  }

  @Test
  void whereNothingComesBackWithAnErrorTheObjectStays() {
    var failing =
        each(
            ApplyResourceChange.Response.class,
            (ApplyResourceChange.Response answer) ->
                answer.toBuilder().setNewState(NULL).addDiagnostics(ERROR).build());
    try (var tampering = failing.with(sound().provider())) {
      var things = tampering.provider().configure().resource(THING);
      var stored = things.stored(STORED);

      assertThat(failing(() -> things.create(CONFIG))).as("A12").leavesNothing();
      assertThat(failing(() -> things.change(stored, CONFIG.with(NAME, "b"))))
          .left()
          .looksLike(stored);
      assertThat(failing(() -> things.destroy(stored))).left().looksLike(stored);
    }
  }

  @Test
  void aCallThatIsNotAnsweredIsTakenForACrash() {
    var silent = spread(PlanResourceChange.Response.class, _ -> List.of());
    try (var tampering = silent.with(sound().provider())) {
      var provider = tampering.provider().configure();

      assertThatThrownBy(() -> plan(provider))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("fake_thing: plan: the call failed with Status")
          .hasMessageContaining("Terraform takes for a crash of the provider");
    }
  }
}
