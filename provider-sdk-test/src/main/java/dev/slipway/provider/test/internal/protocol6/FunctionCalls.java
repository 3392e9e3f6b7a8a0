package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.proto.tfplugin6.CallFunction;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.OptionalLong;

/** Calls a function. */
public record FunctionCalls(Connection connection, String name, Signature<?> signature) {

  /** What a call came to. */
  public sealed interface Outcome {
    record Result(Value value) implements Outcome {}

    /**
     * An error.
     *
     * @param argument the one that it is about, from zero
     */
    record Problem(String text, OptionalLong argument) implements Outcome {}

    /** Neither a result nor an error, or both. */
    record Nonsense() implements Outcome {}
  }

  public Outcome call(List<Value> arguments) {
    var request = CallFunction.Request.newBuilder().setName(name);
    for (int i = 0; i < arguments.size(); i++) {
      request.addArguments(Messages.message(arguments.get(i), type(i)));
    }
    var response = connection.call("function " + name, stub -> stub.callFunction(request.build()));
    if (response.hasResult() == response.hasError()) {
      return new Outcome.Nonsense();
    }
    if (response.hasResult()) {
      return new Outcome.Result(Messages.value(response.getResult(), signature.result().type()));
    }
    var error = response.getError();
    return new Outcome.Problem(
        error.getText(),
        error.hasFunctionArgument()
            ? OptionalLong.of(error.getFunctionArgument())
            : OptionalLong.empty());
  }

  /** Of an argument; one too many is given as text. */
  private Type type(int argument) {
    boolean taken = argument < signature.parameters().size() || signature.variadic().isPresent();
    return taken ? signature.parameter(argument).kind().type() : Type.string();
  }
}
