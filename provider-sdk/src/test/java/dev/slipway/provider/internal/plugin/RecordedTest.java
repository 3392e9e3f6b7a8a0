package dev.slipway.provider.internal.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.examples.notes.Main;
import dev.slipway.proto.tfplugin6.GetProviderSchema;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While a session is recorded for an AOT cache, Terraform asks each process for the schema: one
 * that may be skipped would be missing from the recording of the longest session.
 */
class RecordedTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSchemaMayBeSkippedUnlessTheSessionIsRecorded(boolean recorded) throws Exception {
    try (var host =
        Host.startWith("slipway.provider.recorded=" + recorded, Host.plaintext(), Main.class)) {
      var provider = ProviderGrpc.newBlockingStub(host.connect(null));

      var schema = provider.getProviderSchema(GetProviderSchema.Request.getDefaultInstance());

      assertThat(schema.getResourceSchemasMap()).containsKey("notes_note");
      assertThat(schema.getServerCapabilities().getGetProviderSchemaOptional())
          .isEqualTo(!recorded);
    }
  }
}
