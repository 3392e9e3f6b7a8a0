package dev.slipway.provider.test.stories;

import dev.slipway.proto.tfplugin6.GetFunctions;
import dev.slipway.proto.tfplugin6.GetMetadata;
import dev.slipway.proto.tfplugin6.GetProviderSchema;
import dev.slipway.proto.tfplugin6.GetResourceIdentitySchemas;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.ProviderGrpc.ProviderBlockingStub;
import dev.slipway.proto.tfplugin6.ResourceIdentitySchema;
import dev.slipway.provider.test.TestedProvider;
import java.util.Map;

/** What a provider tells of itself, in the words of the protocol. */
final class Told {

  private Told() {}

  static ProviderBlockingStub by(TestedProvider provider) {
    return ProviderGrpc.newBlockingStub(provider.channel());
  }

  static GetProviderSchema.Response schema(TestedProvider provider) {
    return by(provider).getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
  }

  static GetMetadata.Response metadata(TestedProvider provider) {
    return by(provider).getMetadata(GetMetadata.Request.getDefaultInstance());
  }

  static GetFunctions.Response functions(TestedProvider provider) {
    return by(provider).getFunctions(GetFunctions.Request.getDefaultInstance());
  }

  static Map<String, ResourceIdentitySchema> identitySchemas(TestedProvider provider) {
    return by(provider)
        .getResourceIdentitySchemas(GetResourceIdentitySchemas.Request.getDefaultInstance())
        .getIdentitySchemasMap();
  }
}
