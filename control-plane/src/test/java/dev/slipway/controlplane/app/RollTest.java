package dev.slipway.controlplane.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollTest {
  private final Map<AppId, App> store = new LinkedHashMap<>();
  private final Apps apps = mock(Apps.class);
  private final AppFeed feed = new AppFeed();
  private final Roll roll = new Roll(apps, feed);

  @BeforeEach
  void answer() {
    when(apps.all()).thenAnswer(_ -> List.copyOf(store.values()));
    when(apps.find(any()))
        .thenAnswer(call -> Optional.ofNullable(store.get(call.<AppId>getArgument(0))));
  }

  @Test
  void tellsWhoIsThereWhoComesAndWhoGoes() {
    var first = write("first", Admission.NONE);
    assertThat(roll.all()).extracting(Standing::name).containsExactly("first");

    var second = write("second", Admission.NONE);
    assertThat(roll.all()).extracting(Standing::name).containsExactlyInAnyOrder("first", "second");

    store.remove(first);
    feed.changed(first);
    assertThat(roll.all()).extracting(Standing::id).containsExactly(second);
  }

  @Test
  void tellsWhatAnAppHoldsAndWhetherItWaits() {
    var id = write("web", Admission.NONE);
    assertThat(roll.all()).singleElement().matches(Standing::waits);

    store.computeIfPresent(id, (_, app) -> app("web", id, Admission.of(app)));
    feed.changed(id);

    assertThat(roll.all())
        .singleElement()
        .satisfies(standing -> {
          assertThat(standing.waits()).isFalse();
          assertThat(standing.admission().unitsHeld()).isEqualTo(1);
        });
  }

  @Test
  void readsTheWholeStoreOnceAndAfterwardsOnlyWhatWasWritten() {
    var ids = IntStream.range(0, 100).mapToObj(i -> write("app-" + i, Admission.NONE)).toList();
    var _ = roll.all();
    var _ = roll.all();

    feed.changed(ids.getFirst());
    feed.changed(ids.getFirst());
    assertThat(roll.all()).hasSize(100);
    assertThat(roll.all()).hasSize(100);

    verify(apps, times(1)).all();
    verify(apps, times(1)).find(ids.getFirst());
    verifyNoMoreInteractions(apps);
  }

  @Test
  void whatCouldNotBeReadIsReadNextTime() {
    var id = write("web", Admission.NONE);
    var _ = roll.all();
    when(apps.find(id))
        .thenThrow(new FailureException(FailureCode.STORE_UNAVAILABLE, "does not answer"))
        .thenReturn(Optional.of(app("renamed", id, Admission.NONE)));
    feed.changed(id);

    assertThatThrownBy(roll::all).hasMessage("does not answer");
    assertThat(roll.all()).extracting(Standing::name).containsExactly("renamed");
  }

  private AppId write(String name, Admission admission) {
    var id = AppId.random();
    store.put(id, app(name, id, admission));
    feed.changed(id);
    return id;
  }

  private static App app(String name, AppId id, Admission admission) {
    var spec = Specs.spec(name);
    return new App(
        id,
        "default",
        spec,
        null,
        1,
        1,
        admission,
        AppStatus.accepted(spec, Specs.NOON),
        Specs.ALICE,
        Specs.NOON,
        Specs.NOON,
        false,
        false);
  }
}
