package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.proto.tfplugin6.ClientCapabilities;

/** What the Terraform that is played can do. */
public record Capabilities(
    String terraformVersion, boolean deferralAllowed, boolean writeOnlyAllowed) {

  ClientCapabilities message() {
    return ClientCapabilities.newBuilder()
        .setDeferralAllowed(deferralAllowed)
        .setWriteOnlyAttributesAllowed(writeOnlyAllowed)
        .build();
  }
}
