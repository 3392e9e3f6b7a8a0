package dev.slipway.provider.test.stories;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TimestampProto;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import io.grpc.MethodDescriptor;
import java.io.IOException;

/** What requests and answers are made of; the messages themselves do not tell. */
final class Protocol {
  private static final FileDescriptor FILE = read();

  private Protocol() {}

  static Descriptor request(MethodDescriptor<?, ?> rpc) {
    return method(rpc).getInputType();
  }

  static Descriptor answer(MethodDescriptor<?, ?> rpc) {
    return method(rpc).getOutputType();
  }

  private static com.google.protobuf.Descriptors.MethodDescriptor method(
      MethodDescriptor<?, ?> rpc) {
    return FILE.findServiceByName("Provider").findMethodByName(rpc.getBareMethodName());
  }

  private static FileDescriptor read() {
    try (var in = ProviderGrpc.class.getResourceAsStream("/plugin-protocol.desc")) {
      var protocol =
          FileDescriptorSet.parseFrom(requireNonNull(in)).getFileList().stream()
              .filter(file -> file.getPackage().equals("tfplugin6"))
              .findFirst()
              .orElseThrow();
      return FileDescriptor.buildFrom(
          protocol, new FileDescriptor[] {TimestampProto.getDescriptor()});
    } catch (IOException | DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }
}
