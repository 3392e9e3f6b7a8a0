package dev.slipway.provider.internal.protocol6;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.Function;
import dev.slipway.proto.tfplugin6.Schema;
import dev.slipway.proto.tfplugin6.StringKind;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.internal.codec.TypeJson;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Block;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;

/** Schemas as messages. */
final class SchemaMessages {

  private SchemaMessages() {}

  static Schema message(dev.slipway.provider.schema.Schema schema) {
    return Schema.newBuilder()
        .setVersion(schema.version())
        .setBlock(
            block(schema.shape(), schema.doc(), schema.deprecation()).setVersion(schema.version()))
        .build();
  }

  /** As above, for what is read but never kept, such as a provider block: nothing is computed. */
  static Schema configuration(dev.slipway.provider.schema.Schema schema) {
    var message = message(schema);
    return message.toBuilder().setBlock(withoutComputed(message.getBlock())).build();
  }

  private static Schema.Block.Builder withoutComputed(Schema.Block block) {
    var read = block.toBuilder().clearAttributes().clearBlockTypes();
    for (var attribute : block.getAttributesList()) {
      read.addAttributes(attribute.toBuilder().setComputed(false));
    }
    for (var within : block.getBlockTypesList()) {
      read.addBlockTypes(within.toBuilder().setBlock(withoutComputed(within.getBlock())));
    }
    return read;
  }

  private static Schema.Block.Builder block(Shape<?> content, String doc, String deprecation) {
    var message =
        Schema.Block.newBuilder()
            .setDescription(doc)
            .setDescriptionKind(StringKind.MARKDOWN)
            .setDeprecated(!deprecation.isEmpty())
            .setDeprecationMessage(deprecation);
    for (var attribute : content.attributes()) {
      if (attribute instanceof Block<?, ?> block) {
        message.addBlockTypes(message(block));
      } else {
        message.addAttributes(message(attribute, false));
      }
    }
    return message;
  }

  private static Schema.NestedBlock message(Block<?, ?> block) {
    return Schema.NestedBlock.newBuilder()
        .setTypeName(block.name())
        .setBlock(block(block.content(), block.doc(), block.deprecation()))
        .setNesting(
            switch (block.nesting()) {
              case SINGLE -> Schema.NestedBlock.NestingMode.SINGLE;
              case GROUP -> Schema.NestedBlock.NestingMode.GROUP;
              case LIST -> Schema.NestedBlock.NestingMode.LIST;
              case SET -> Schema.NestedBlock.NestingMode.SET;
              case MAP -> Schema.NestedBlock.NestingMode.MAP;
            })
        .setMinItems(block.min())
        .setMaxItems(block.max())
        .build();
  }

  /**
   * @param within whether it is part of an object that only the provider sets: then it is computed,
   *     whatever its handle says, and one shape serves resources and data sources
   */
  private static Schema.Attribute message(Attribute<?> attribute, boolean within) {
    var message =
        Schema.Attribute.newBuilder()
            .setName(attribute.name())
            .setDescription(described(attribute, within))
            .setDescriptionKind(StringKind.MARKDOWN)
            .setRequired(attribute.isRequired() && !within)
            .setOptional(attribute.isOptional() && !within)
            .setComputed(attribute.isComputed() || within)
            .setSensitive(attribute.isSensitive())
            .setWriteOnly(attribute.isWriteOnly() && !within)
            .setDeprecated(!attribute.deprecation().isEmpty())
            .setDeprecationMessage(attribute.deprecation());
    boolean computedOnly = within || !(attribute.isRequired() || attribute.isOptional());
    switch (attribute.kind()) {
      case Shape<?> shape ->
          message.setNestedType(nested(shape, Schema.Object.NestingMode.SINGLE, computedOnly));
      case Kind.ListOf<?>(Shape<?> shape) ->
          message.setNestedType(nested(shape, Schema.Object.NestingMode.LIST, computedOnly));
      case Kind.SetOf<?>(Shape<?> shape) ->
          message.setNestedType(nested(shape, Schema.Object.NestingMode.SET, computedOnly));
      case Kind.MapOf<?>(Shape<?> shape) ->
          message.setNestedType(nested(shape, Schema.Object.NestingMode.MAP, computedOnly));
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ ->
          message.setType(message(attribute.kind().type()));
    }
    return message.build();
  }

  /** Terraform knows of no defaults, but readers of the documentation want to. */
  private static <T> String described(Attribute<T> attribute, boolean within) {
    var fallback = attribute.fallback();
    if (within || fallback.isEmpty() || !(attribute.kind() instanceof Scalar<T> scalar)) {
      return attribute.doc();
    }
    var value = scalar.encode(fallback.get());
    var shown = value instanceof Value.Text(var text) ? text : value.toString();
    return (attribute.doc() + " Default: `" + shown + "`.").strip();
  }

  private static Schema.Object nested(
      Shape<?> shape, Schema.Object.NestingMode nesting, boolean computedOnly) {
    var object = Schema.Object.newBuilder().setNesting(nesting);
    for (var attribute : shape.attributes()) {
      object.addAttributes(message(attribute, computedOnly));
    }
    return object.build();
  }

  static Function message(Signature<?> signature) {
    var message =
        Function.newBuilder()
            .setSummary(signature.summary())
            .setDescription(signature.doc())
            .setDescriptionKind(StringKind.MARKDOWN)
            .setDeprecationMessage(signature.deprecation())
            .setReturn(
                Function.Return.newBuilder().setType(message(signature.result().type())).build());
    signature.parameters().forEach(each -> message.addParameters(message(each)));
    signature.variadic().ifPresent(last -> message.setVariadicParameter(message(last.each())));
    return message.build();
  }

  private static Function.Parameter message(Parameter<?> parameter) {
    return Function.Parameter.newBuilder()
        .setName(parameter.name())
        .setType(message(parameter.kind().type()))
        .setAllowNullValue(parameter.allowsNull())
        .setAllowUnknownValues(parameter.allowsUnknown())
        .setDescription(parameter.doc())
        .setDescriptionKind(StringKind.MARKDOWN)
        .build();
  }

  private static ByteString message(Type type) {
    return ByteString.copyFrom(TypeJson.encode(type));
  }
}
