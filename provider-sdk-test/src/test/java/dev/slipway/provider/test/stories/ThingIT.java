package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.StateUpgrade;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.cli.EachProgram;
import dev.slipway.provider.test.cli.Program;
import dev.slipway.provider.test.cli.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What only the real Terraform can confirm, story by story. */
@EachProgram
class ThingIT extends ProgramStory {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> NAME = string("name").required();
  private static final Attribute<Integer> REVISION = int32("revision").computed();
  private static final Attribute<String> ZONE = string("zone").optional().requiresReplace();

  private final AtomicInteger ids = new AtomicInteger();

  ThingIT(Program program) {
    super(program);
  }

  private Fake thing() {
    return Fake.of(ID, NAME, REVISION, ZONE)
        .creating(
            (plan, _) -> plan.toState().with(ID, "id-" + ids.incrementAndGet()).with(REVISION, 1))
        .updating((plan, _) -> plan.toState().with(REVISION, 2));
  }

  private static String thing(String body) {
    return """
    resource "fake_thing" "it" {
      %s
    }
    """
        .formatted(body);
  }

  @Test
  void aChangeThatNeedsANewObjectIsPlannedTwiceAndMade() {
    try (var terraform = attached(thing().provider())) {
      assertThat(terraform.apply(thing("name = \"a\"\nzone = \"north\""))).succeeds();

      assertThat(terraform.apply(thing("name = \"a\"\nzone = \"south\"")))
          .succeeds()
          .says("must be replaced", "# forces replacement", "\"id-1\" -> (known after apply)");
      assertThat(terraform.state("fake_thing.it")).has("id", "id-2");
      assertThat(terraform.plan()).doesNothing();
    }
  }

  @Test
  void aCreateThatFailsHalfWayIsTaintedAndReplacedNextTime() {
    var sound = thing();
    var broken =
        thing()
            .creating((plan, context) -> {
              context.checkpoint(plan.toState().with(ID, "half"));
              throw new Failure(NAME, "It did not start", "Look at its log.");
            });
    try (var terraform = attached(broken.provider())) {
      assertThat(terraform.apply(thing("name = \"a\"")))
          .fails()
          .says("Error: It did not start", "name = \"a\"");
      assertThat(terraform.state("fake_thing.it")).isTainted().has("id", "half");

      terraform.providers(Providers.attached(sound.provider()));
      assertThat(terraform.apply()).succeeds().says("is tainted, so", "must be replaced");
      assertThat(terraform.state("fake_thing.it")).isNotTainted();
    }
  }

  @Test
  void aWrongResultIsTheProvidersBugNotTerraforms() {
    var wrong =
        thing()
            .creating(
                (plan, _) -> plan.toState().with(ID, "1").with(REVISION, 1).with(NAME, "another"));
    try (var terraform = attached(wrong.provider())) {
      assertThat(terraform.apply(thing("name = \"a\"")))
          .fails()
          .says("Error: Bug in the provider", "(rule A1)")
          .doesNotSay("inconsistent result");
    }
  }

  @Test
  void anInterruptEndsTheApplyWithWhatItReached() throws Exception {
    var working = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    var slow =
        thing()
            .creating((plan, context) -> {
              context.checkpoint(plan.toState().with(ID, "half"));
              working.countDown();
              never.await();
              return plan.toState();
            });
    try (var terraform = attached(slow.provider())) {
      terraform.configuration(thing("name = \"a\""));
      var apply = terraform.beginApply();
      working.await();
      apply.interrupt();

      assertThat(apply.end()).fails().says("Error: Interrupted");
      assertThat(terraform.state("fake_thing.it")).has("id", "half");
    }
  }

  @Test
  void secretsReachTheAuthorAndNoFile() {
    var secret = string("secret_wo").optional().writeOnly();
    var logins = list("logins", Shape.of(string("user").required(), secret)).optional();
    var seen = new ArrayList<String>();
    var fake =
        Fake.of(ID, secret, logins)
            .creating((plan, _) -> {
              seen.add(plan.get(secret));
              for (Nested login : plan.get(logins)) {
                seen.add(login.get(secret));
              }
              return plan.toState().with(ID, "1");
            });
    try (var terraform = attached(fake.provider())) {
      assertThat(
              terraform.apply(
                  thing(
                      """
                      secret_wo = "hush-1"
                      logins    = [{ user = "anna", secret_wo = "hush-2" }]
                      """)))
          .succeeds();

      assertThat(seen).containsExactly("hush-1", "hush-2");
      assertThat(terraform.storedState()).contains("anna").doesNotContain("hush");
      assertThat(terraform.plan()).doesNothing();
    }
  }

  @Test
  void stateOfAnOlderVersionIsUpgradedOnTheWay() {
    var title = string("title").required();
    var newer =
        Fake.of(Schema.of("A thing.", ID, title).version(1))
            .upgrading(
                StateUpgrade.from(
                    0,
                    Shape.of(ID, NAME),
                    (old, blank) -> blank.with(ID, old.get(ID)).with(title, old.get(NAME))));
    try (var terraform = attached(thing().provider())) {
      assertThat(terraform.apply(thing("name = \"a\""))).succeeds();

      terraform.providers(Providers.attached(newer.provider()));
      terraform.configuration(thing("title = \"a\""));
      assertThat(terraform.plan()).doesNothing();
    }
  }

  @Test
  void privateDataOutlivesRefreshes() {
    var seen = new AtomicReference<>("nothing");
    var fake =
        thing()
            .creating((plan, _) ->
                plan.toState().with(ID, "1").with(REVISION, 1).withPrivate("etag", "e1"))
            .deleting((state, _) -> seen.set(state.privateData().find("etag").orElse("lost")));
    try (var terraform = attached(fake.provider())) {
      assertThat(terraform.apply(thing("name = \"a\""))).succeeds();
      assertThat(terraform.run("apply", "-auto-approve", "-refresh-only")).succeeds();
      assertThat(terraform.destroy()).succeeds();

      assertThat(seen.get()).isEqualTo("e1");
    }
  }

  @Test
  void privateDataReachesTheDeleteOfAnObjectThatIsReplaced() {
    var seen = new ArrayList<String>();
    var fake =
        thing()
            .creating((plan, _) -> {
              assertThat(plan.privateData().find("etag")).as("the new one's begins anew").isEmpty();
              var id = "id-" + ids.incrementAndGet();
              return plan.toState()
                  .with(ID, id)
                  .with(REVISION, 1)
                  .withPrivate("etag", "etag of " + id);
            })
            .deleting((state, _) -> seen.add(state.privateData().find("etag").orElse("lost")));
    try (var terraform = attached(fake.provider())) {
      assertThat(terraform.apply(thing("name = \"a\"\nzone = \"north\""))).succeeds();
      assertThat(terraform.apply(thing("name = \"a\"\nzone = \"south\""))).succeeds();
      assertThat(terraform.destroy()).succeeds();

      assertThat(seen).containsExactly("etag of id-1", "etag of id-2");
    }
  }

  @Test
  void plansOverUnknownsHoldInTheApply() {
    var tags = string("tag").computed();
    var parts = list("parts", Shape.of(NAME, tags)).optional();
    var fake =
        Fake.of(ID, NAME, REVISION, parts)
            .creating((plan, _) -> {
              var tagged = new ArrayList<Nested>();
              for (var part : plan.get(parts, List.of())) {
                tagged.add(part.with(tags, "tag-" + part.get(NAME)));
              }
              return plan.toState()
                  .with(ID, "id-" + ids.incrementAndGet())
                  .with(REVISION, 1)
                  .with(parts, tagged);
            });
    try (var terraform = attached(fake.provider())) {
      assertThat(
              terraform.apply(
                  """
                  resource "fake_thing" "first" {
                    name  = "first"
                    parts = []
                  }

                  resource "fake_thing" "second" {
                    name  = "after ${fake_thing.first.id}"
                    parts = [
                      { name = "fixed" },
                      { name = fake_thing.first.id },
                    ]
                  }
                  """))
          .succeeds();

      assertThat(terraform.storedState()).contains("after id-1", "tag-fixed", "tag-id-1");
      assertThat(terraform.plan()).doesNothing();
    }
  }
}
