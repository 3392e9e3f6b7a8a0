package dev.slipway.provider.internal.protocol6;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.RequestChunkMeta;
import dev.slipway.proto.tfplugin6.StateRange;
import dev.slipway.proto.tfplugin6.WriteStateBytes.RequestChunk;
import dev.slipway.provider.diag.Failure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken for a state, and what is not. */
class StateAssemblyTest {

  private static final RequestChunkMeta META =
      RequestChunkMeta.newBuilder().setTypeName("fake_store").setStateId("default").build();

  private static RequestChunk.Builder chunk(String bytes, long start, long total) {
    return RequestChunk.newBuilder()
        .setBytes(ByteString.copyFromUtf8(bytes))
        .setTotalLength(total)
        .setRange(StateRange.newBuilder().setStart(start).setEnd(start + bytes.length() - 1));
  }

  private static RequestChunk.Builder first(String bytes, long total) {
    return chunk(bytes, 0, total).setMeta(META);
  }

  private static StateAssembly assembled(List<RequestChunk.Builder> chunks) {
    var assembly = new StateAssembly();
    chunks.forEach(chunk -> assembly.add(chunk.build()));
    return assembly;
  }

  static Stream<Arguments> whole() {
    return Stream.of(
        whole("in one", first("abcdef", 6)),
        whole("in equal parts", first("ab", 6), chunk("cd", 2, 6), chunk("ef", 4, 6)),
        whole("with a rest", first("abcd", 6), chunk("ef", 4, 6)),
        whole("cut anyhow", first("a", 6), chunk("bcd", 1, 6), chunk("ef", 4, 6)),
        whole("with nothing in between", first("abc", 6), chunk("", 3, 6), chunk("def", 3, 6)));
  }

  private static Arguments whole(String story, RequestChunk.Builder... chunks) {
    return Arguments.of(story, List.of(chunks));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void aStateArrives(String story, List<RequestChunk.Builder> chunks) {
    var assembly = assembled(chunks);

    assertThat(assembly.state()).as(story).asString(UTF_8).isEqualTo("abcdef");
    assertThat(assembly.meta()).isEqualTo(META);
  }

  static Stream<Arguments> broken() {
    var first = first("abc", 6);
    return Stream.of(
        broken("nothing at all", "It ended after 0 of 0 bytes."),
        broken("too short", "It ended after 3 of 6 bytes.", first),
        broken("too long", "7 bytes came, more than its 6.", first, chunk("defg", 3, 6)),
        broken("too long at once", "7 bytes came, more than its 6.", first("abcdefg", 6)),
        broken(
            "more after the end",
            "7 bytes came, more than its 6.",
            first,
            chunk("def", 3, 6),
            chunk("g", 6, 6)),
        broken(
            "a gap",
            "2 bytes came as bytes 4 to 5 where bytes 3 to 4 were next.",
            first,
            chunk("ef", 4, 6)),
        broken(
            "an overlap",
            "4 bytes came as bytes 2 to 5 where bytes 3 to 6 were next.",
            first,
            chunk("cdef", 2, 6)),
        broken(
            "twice the same",
            "3 bytes came as bytes 0 to 2 where bytes 3 to 5 were next.",
            first,
            chunk("abc", 0, 6)),
        broken(
            "the last first",
            "3 bytes came as bytes 3 to 5 where bytes 0 to 2 were next.",
            chunk("def", 3, 6).setMeta(META),
            chunk("abc", 0, 6)),
        broken(
            "an end that is not within",
            "3 bytes came as bytes 0 to 3 where bytes 0 to 2 were next.",
            first("abc", 6).setRange(StateRange.newBuilder().setEnd(3))),
        broken(
            "a range from beyond",
            "3 bytes came as bytes %d to %d where bytes 0 to 2 were next."
                .formatted(Long.MIN_VALUE, Long.MAX_VALUE),
            first("abc", 6)
                .setRange(StateRange.newBuilder().setStart(Long.MIN_VALUE).setEnd(Long.MAX_VALUE))),
        broken(
            "no range",
            "3 bytes came as bytes 0 to 0 where bytes 0 to 2 were next.",
            first("abc", 6).clearRange()),
        broken(
            "another length",
            "After 3 bytes its length was said to be 7 instead of 6.",
            first,
            chunk("defg", 3, 7)),
        broken("no length", "Its length was said to be 0 bytes.", first("abc", 0)),
        broken("a negative length", "Its length was said to be -1 bytes.", first("abc", -1)),
        broken("another state", "After 3 bytes another state began.", first, first("abc", 6)),
        broken(
            "no name",
            "Its first part did not say which state it is.",
            chunk("abc", 0, 6),
            first,
            chunk("def", 3, 6)));
  }

  private static Arguments broken(String story, String what, RequestChunk.Builder... chunks) {
    return Arguments.of(story, what, List.of(chunks));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void whatIsNotWholeIsRefused(String story, String what, List<RequestChunk.Builder> chunks) {
    var assembly = assembled(chunks);

    assertThatThrownBy(assembly::state)
        .as(story)
        .isInstanceOfSatisfying(
            Failure.class,
            failure ->
                assertThat(failure.diagnostics())
                    .singleElement()
                    .satisfies(diagnostic -> {
                      assertThat(diagnostic.summary()).isEqualTo("The state did not arrive whole");
                      assertThat(diagnostic.detail())
                          .isEqualTo(
                              what
                                  + " Nothing was written; the state before is still there. Run"
                                  + " Terraform again; if this happens again, report it to"
                                  + " Terraform's developers.");
                    }));
  }

  @Test
  void theFirstMistakeIsTold() {
    var assembly = assembled(List.of(first("abc", 6), chunk("e", 4, 6), chunk("def", 3, 9)));

    assertThatThrownBy(assembly::state)
        .isInstanceOfSatisfying(
            Failure.class,
            failure ->
                assertThat(failure.diagnostics().getFirst().detail())
                    .startsWith("1 bytes came as bytes 4 to 4 where bytes 3 to 3 were next."));
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItHasArrived() {
    var assembly = assembled(List.of(first("abc", StateChunks.LARGEST_STATE + 1L)));

    assertThatThrownBy(assembly::state)
        .isInstanceOf(Failure.class)
        .hasMessage("The state is too large");
  }
}
