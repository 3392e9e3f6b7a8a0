package dev.slipway.provider.internal.protocol6;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.GetResourceIdentitySchemas;
import dev.slipway.proto.tfplugin6.ImportResourceState;
import dev.slipway.proto.tfplugin6.ResourceIdentityData;
import dev.slipway.proto.tfplugin6.ResourceIdentitySchema;
import dev.slipway.proto.tfplugin6.UpgradeResourceIdentity;
import dev.slipway.provider.Identity;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.codec.TypeJson;
import dev.slipway.provider.internal.protocol6.Offer.OfferedResource;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.value.Value;
import java.util.Optional;
import java.util.TreeMap;

/** What Terraform asks about identities, and the identities that other answers carry. */
final class IdentityCalls<C> {

  private final Offer<C> offer;

  IdentityCalls(Offer<C> offer) {
    this.offer = offer;
  }

  GetResourceIdentitySchemas.Response schemas() {
    var response = GetResourceIdentitySchemas.Response.newBuilder();
    offer
        .resources()
        .forEach((name, offered) -> {
          if (!offered.identity().isNone()) {
            response.putIdentitySchemas(name, schema(offered.identity()));
          }
        });
    return response.build();
  }

  private static ResourceIdentitySchema schema(Identity identity) {
    var schema = ResourceIdentitySchema.newBuilder().setVersion(identity.version());
    identity
        .required()
        .forEach(each -> schema.addIdentityAttributes(message(each).setRequiredForImport(true)));
    identity
        .implied()
        .forEach(each -> schema.addIdentityAttributes(message(each).setOptionalForImport(true)));
    return schema.build();
  }

  private static ResourceIdentitySchema.IdentityAttribute.Builder message(Attribute<?> attribute) {
    return ResourceIdentitySchema.IdentityAttribute.newBuilder()
        .setName(attribute.name())
        .setType(ByteString.copyFrom(TypeJson.encode(attribute.kind().type())))
        .setDescription(attribute.doc());
  }

  UpgradeResourceIdentity.Response upgrade(
      UpgradeResourceIdentity.Request request, Session<C> session) throws Exception {
    var offered = offer.resource(request.getTypeName());
    var upgraded =
        StoredState.upgradedIdentity(offered, request.getVersion(), request.getRawIdentity());
    Answers.requireStorable(offered.identity().shape(), upgraded, session);
    return UpgradeResourceIdentity.Response.newBuilder()
        .setUpgradedIdentity(data(offered, upgraded))
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }

  /**
   * The blank state with what an import block says of the object.
   *
   * @throws Failure the resource has no identity, or a part of it is missing
   */
  static State imported(
      OfferedResource<?> offered, ImportResourceState.Request request, State blank) {
    var identity = offered.identity();
    if (identity.isNone()) {
      throw new Failure(
          "%s is imported by id".formatted(offered.typeName()),
          "This resource type has no identity attributes. Give the import block an id.");
    }
    var given = Messages.value(request.getIdentity().getIdentityData(), identity.shape().type());
    var fields = blank.fields();
    for (var attribute : identity.shape().attributes()) {
      var value = given.isNull() ? Value.ofNull() : given.attribute(attribute.name());
      if (value.isNull() && identity.required().contains(attribute)) {
        throw new Failure(
            "The identity is not complete",
            "%s is imported by %s; %s is missing."
                .formatted(offered.typeName(), identity.required(), attribute));
      }
      fields = fields.withRaw(attribute, value);
    }
    return new State(fields, blank.privateData());
  }

  /**
   * The identity of an object; empty while parts that it needs are null or not known yet. A plan
   * could have unknown parts by the protocol, but OpenTofu 1.12 fails to store them.
   */
  static Optional<ResourceIdentityData> of(OfferedResource<?> offered, Value object) {
    var identity = offered.identity();
    if (identity.isNone()
        || object.isNull()
        || identity.required().stream().anyMatch(each -> object.attribute(each.name()).isNull())) {
      return Optional.empty();
    }
    return Optional.of(part(identity, object))
        .filter(Value::isWhollyKnown)
        .map(known -> data(offered, known));
  }

  /** Reports an object that has become another one under its author's hands. */
  static void requireSame(
      OfferedResource<?> offered, Value before, Value after, Session<?> session) {
    var identity = offered.identity();
    if (before.isNull() || after.isNull() || session.diagnostics().hasErrors()) {
      return;
    }
    for (var attribute : identity.shape().attributes()) {
      var was = before.attribute(attribute.name());
      var is = after.attribute(attribute.name());
      if (!was.isNull() && is.isKnown() && !was.equals(is)) {
        session
            .diagnostics()
            .add(
                AuthorFailures.bug(
                    attribute.path(),
                    "%s changed %s, by which the object is identified. Mark it requiresReplace()."
                        .formatted(session.doing(), attribute)));
      }
    }
  }

  private static Value part(Identity identity, Value object) {
    var parts = new TreeMap<String, Value>();
    identity
        .shape()
        .attributes()
        .forEach(each -> parts.put(each.name(), object.attribute(each.name())));
    return Value.object(parts);
  }

  private static ResourceIdentityData data(OfferedResource<?> offered, Value identity) {
    return ResourceIdentityData.newBuilder()
        .setIdentityData(Messages.message(identity, offered.identity().shape().type()))
        .build();
  }
}
