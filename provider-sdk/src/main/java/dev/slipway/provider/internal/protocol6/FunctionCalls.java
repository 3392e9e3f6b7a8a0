package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.AttributePath;
import dev.slipway.proto.tfplugin6.CallFunction;
import dev.slipway.proto.tfplugin6.Diagnostic.Severity;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.FunctionError;
import dev.slipway.proto.tfplugin6.GetFunctions;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.internal.engine.ConfigChecks;
import dev.slipway.provider.internal.engine.Proposal;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Attributes;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.schema.UnknownValueException;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What Terraform asks of functions. */
final class FunctionCalls {

  private final Offer<?> offer;

  FunctionCalls(Offer<?> offer) {
    this.offer = offer;
  }

  GetFunctions.Response functions() {
    var response = GetFunctions.Response.newBuilder();
    offer
        .functions()
        .forEach((name, offered) ->
            response.putFunctions(name, SchemaMessages.message(offered.signature())));
    return response.build();
  }

  CallFunction.Response call(CallFunction.Request request) throws Exception {
    return call(offer.function(request.getName()), request.getArgumentsList());
  }

  private static <R> CallFunction.Response call(OfferedFunction<R> offered, List<DynamicValue> sent)
      throws Exception {
    var signature = offered.signature();
    var arguments = arguments(signature, sent);
    var type = signature.result().type();
    var result = result(offered, arguments);
    type.mismatch(result)
        .ifPresent(mismatch -> {
          throw new IllegalStateException("a result of another type was returned: " + mismatch);
        });
    return CallFunction.Response.newBuilder().setResult(Messages.message(result, type)).build();
  }

  /** Unknown where the author read an unknown argument as if it were known. */
  private static <R> Value result(OfferedFunction<R> offered, List<Value> arguments)
      throws Exception {
    var signature = offered.signature();
    try {
      var result = offered.function().call(Arguments.of(signature, arguments));
      return signature
          .result()
          .encode(Objects.requireNonNull(result, "null was returned instead of a result"));
    } catch (UnknownValueException e) {
      if (arguments.stream().allMatch(Value::isWhollyKnown)) {
        throw e;
      }
      return Value.unknown();
    }
  }

  /**
   * The arguments with the defaults of their parts, all of them found to be what the parameters
   * allow.
   */
  private static List<Value> arguments(Signature<?> signature, List<DynamicValue> sent) {
    if (!signature.takes(sent.size())) {
      throw new Failure(
          "Wrong number of arguments",
          "%s %d wanted, %d given"
              .formatted(
                  signature.variadic().isPresent() ? "At least" : "Exactly",
                  signature.parameters().size(),
                  sent.size()));
    }
    var arguments = new ArrayList<Value>();
    var wrong = new ArrayList<Diagnostic>();
    for (int i = 0; i < sent.size(); i++) {
      var parameter = signature.parameter(i);
      var argument = Messages.value(sent.get(i), parameter.kind().type());
      wrong.addAll(problems(parameter, argument, signature.path(i)));
      arguments.add(defaulted(attribute(parameter), argument));
    }
    if (!wrong.isEmpty()) {
      throw new Failure(wrong);
    }
    return arguments;
  }

  /** What is wrong with an argument; each is a sentence in its summary, without more detail. */
  private static List<Diagnostic> problems(Parameter<?> parameter, Value argument, Path path) {
    if (argument.isNull()) {
      return parameter.allowsNull() ? List.of() : List.of(wrong(path, path + " must not be null"));
    }
    if (!parameter.allowsUnknown() && !argument.isWhollyKnown()) {
      return List.of(wrong(path, path + " is not known yet"));
    }
    return ConfigChecks.run(attribute(parameter), argument, path).stream()
        .filter(Diagnostic::isError)
        .map(found -> wrong(found.path(), found.detail()))
        .toList();
  }

  private static Diagnostic wrong(Path path, String what) {
    return Diagnostic.error(path, what, "");
  }

  /** The attribute that stands for a parameter where arguments are treated as an object is. */
  private static <T> Attribute<T> attribute(Parameter<T> parameter) {
    var attribute = Attributes.of(parameter.name(), parameter.kind()).optional();
    for (var check : parameter.checks()) {
      attribute = attribute.check(check);
    }
    return attribute;
  }

  private static Value defaulted(Attribute<?> attribute, Value argument) {
    var object = Value.object(Map.of(attribute.name(), argument));
    return Proposal.defaulted(Shape.of(attribute), object).attribute(attribute.name());
  }

  /** The only way a function can fail: a text, and which argument it is about. */
  CallFunction.Response failed(
      CallFunction.Request request, List<dev.slipway.proto.tfplugin6.Diagnostic> problems) {
    var errors =
        problems.stream().filter(problem -> problem.getSeverity() == Severity.ERROR).toList();
    var error =
        FunctionError.newBuilder()
            .setText(errors.stream().map(FunctionCalls::text).collect(Collectors.joining(".\n")));
    var offered = offer.functions().get(request.getName());
    if (offered != null) {
      argument(offered.signature(), errors.getFirst().getAttribute())
          .ifPresent(error::setFunctionArgument);
    }
    return CallFunction.Response.newBuilder().setError(error).build();
  }

  /** Without the last full stop: Terraform sets one. */
  private static String text(dev.slipway.proto.tfplugin6.Diagnostic problem) {
    var text =
        problem.getDetail().isEmpty()
            ? problem.getSummary()
            : problem.getSummary() + ". " + problem.getDetail();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  /** Which argument, from zero, a path leads to or into; none where it names no parameter. */
  private static OptionalInt argument(Signature<?> signature, AttributePath path) {
    if (path.getStepsCount() == 0) {
      return OptionalInt.empty();
    }
    int index = signature.names().indexOf(path.getSteps(0).getAttributeName());
    if (index < 0) {
      return OptionalInt.empty();
    }
    boolean oneOfSeveral = index == signature.parameters().size() && path.getStepsCount() > 1;
    return OptionalInt.of(oneOfSeveral ? index + (int) path.getSteps(1).getElementKeyInt() : index);
  }
}
