package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.ClientCapabilities;
import dev.slipway.proto.tfplugin6.Deferred;
import dev.slipway.provider.Deferral;

/** What authors put off, where Terraform allows it. */
final class Deferrals {

  private Deferrals() {}

  /**
   * As a message.
   *
   * @throws Deferral Terraform does not allow it
   */
  static Deferred allowed(Deferral deferral, ClientCapabilities capabilities) {
    if (!capabilities.getDeferralAllowed()) {
      throw deferral;
    }
    return Deferred.newBuilder()
        .setReason(
            switch (deferral.reason()) {
              case RESOURCE_CONFIG_UNKNOWN -> Deferred.Reason.RESOURCE_CONFIG_UNKNOWN;
              case PROVIDER_CONFIG_UNKNOWN -> Deferred.Reason.PROVIDER_CONFIG_UNKNOWN;
              case ABSENT_PREREQUISITE -> Deferred.Reason.ABSENT_PREREQ;
            })
        .build();
  }
}
