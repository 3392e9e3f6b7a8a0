package dev.slipway.provider.internal.plugin;

import dev.slipway.proto.tfplugin6.ApplyResourceChange;
import dev.slipway.proto.tfplugin6.CallFunction;
import dev.slipway.proto.tfplugin6.CloseEphemeralResource;
import dev.slipway.proto.tfplugin6.ConfigureStateStore;
import dev.slipway.proto.tfplugin6.DeleteState;
import dev.slipway.proto.tfplugin6.GenerateResourceConfig;
import dev.slipway.proto.tfplugin6.GetStates;
import dev.slipway.proto.tfplugin6.ImportResourceState;
import dev.slipway.proto.tfplugin6.InvokeAction;
import dev.slipway.proto.tfplugin6.ListResource;
import dev.slipway.proto.tfplugin6.LockState;
import dev.slipway.proto.tfplugin6.MoveResourceState;
import dev.slipway.proto.tfplugin6.OpenEphemeralResource;
import dev.slipway.proto.tfplugin6.PlanAction;
import dev.slipway.proto.tfplugin6.PlanResourceChange;
import dev.slipway.proto.tfplugin6.ReadDataSource;
import dev.slipway.proto.tfplugin6.ReadResource;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.RenewEphemeralResource;
import dev.slipway.proto.tfplugin6.UnlockState;
import dev.slipway.proto.tfplugin6.UpgradeResourceIdentity;
import dev.slipway.proto.tfplugin6.UpgradeResourceState;
import dev.slipway.proto.tfplugin6.ValidateActionConfig;
import dev.slipway.proto.tfplugin6.ValidateDataResourceConfig;
import dev.slipway.proto.tfplugin6.ValidateEphemeralResourceConfig;
import dev.slipway.proto.tfplugin6.ValidateListResourceConfig;
import dev.slipway.proto.tfplugin6.ValidateResourceConfig;
import dev.slipway.proto.tfplugin6.ValidateStateStore;
import dev.slipway.proto.tfplugin6.WriteStateBytes;

/** The resource, function, action or store that a request is about. */
final class RequestedName {
  private RequestedName() {}

  /** Empty where the message names none. */
  static String in(Object message) {
    return switch (message) {
      case UpgradeResourceState.Request request -> request.getTypeName();
      case UpgradeResourceIdentity.Request request -> request.getTypeName();
      case ValidateResourceConfig.Request request -> request.getTypeName();
      case ValidateDataResourceConfig.Request request -> request.getTypeName();
      case ValidateEphemeralResourceConfig.Request request -> request.getTypeName();
      case ReadResource.Request request -> request.getTypeName();
      case PlanResourceChange.Request request -> request.getTypeName();
      case ApplyResourceChange.Request request -> request.getTypeName();
      case ImportResourceState.Request request -> request.getTypeName();
      case GenerateResourceConfig.Request request -> request.getTypeName();
      case MoveResourceState.Request request -> request.getTargetTypeName();
      case ReadDataSource.Request request -> request.getTypeName();
      case OpenEphemeralResource.Request request -> request.getTypeName();
      case RenewEphemeralResource.Request request -> request.getTypeName();
      case CloseEphemeralResource.Request request -> request.getTypeName();
      case CallFunction.Request request -> request.getName();
      case ListResource.Request request -> request.getTypeName();
      case ValidateListResourceConfig.Request request -> request.getTypeName();
      case ValidateStateStore.Request request -> request.getTypeName();
      case ConfigureStateStore.Request request -> request.getTypeName();
      case ReadStateBytes.Request request -> request.getTypeName();
      case LockState.Request request -> request.getTypeName();
      case UnlockState.Request request -> request.getTypeName();
      case GetStates.Request request -> request.getTypeName();
      case DeleteState.Request request -> request.getTypeName();
      case PlanAction.Request request -> request.getActionType();
      case InvokeAction.Request request -> request.getActionType();
      case ValidateActionConfig.Request request -> request.getTypeName();
      case WriteStateBytes.RequestChunk chunk -> chunk.getMeta().getTypeName();
      default -> "";
    };
  }
}
