package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.int64;
import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.proto.v1.Resources;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import java.util.Optional;

/** {@code resources}: units of one flavor; the rest follows from it. */
final class ResourcesShape {
  private static final Attribute<Integer> CPU =
      int32("cpu")
          .optional()
          .computed()
          .doc("Units of a CPU flavor, 1 to 12. Not together with `gpu`.");
  private static final Attribute<Integer> GPU =
      int32("gpu")
          .optional()
          .computed()
          .doc("Units of a GPU flavor, 1 to 4. Not together with `cpu`.");
  private static final Attribute<String> FLAVOR =
      string("flavor")
          .optional()
          .computed()
          .doc(
              "One of the data source `ai_flavors`. The default flavor of its kind when left out.");
  private static final Attribute<Long> MEMORY =
      int64("memory_bytes").computed().doc("Memory of one replica: units times the flavor's.");
  private static final Attribute<Long> DISK =
      int64("ephemeral_storage_bytes")
          .computed()
          .doc("Local disk of one replica: units times the flavor's.");

  static final Shape<Resources> SHAPE =
      Shape.of(CPU, GPU, FLAVOR, MEMORY, DISK).as(ResourcesShape::read, ResourcesShape::write);

  private ResourcesShape() {}

  private static Resources read(Nested object) {
    return Resources.newBuilder()
        .setCpu(decided(object, CPU, 0))
        .setGpu(decided(object, GPU, 0))
        .setFlavor(decided(object, FLAVOR, ""))
        .setMemoryBytes(decided(object, MEMORY, 0L))
        .setEphemeralStorageBytes(decided(object, DISK, 0L))
        .build();
  }

  /** While planning, what the control plane is to decide is unknown: it is left out. */
  private static <T> T decided(Nested object, Attribute<T> attribute, T leftOut) {
    return object.isKnown(attribute) ? object.get(attribute, leftOut) : leftOut;
  }

  /** Whether a configuration asks for what there is; what it leaves out follows. */
  static boolean asksFor(Resources configured, Resources existing) {
    boolean oneUnit = configured.getCpu() + configured.getGpu() == 0;
    boolean units =
        oneUnit
            ? existing.getCpu() + existing.getGpu() == 1
            : configured.getCpu() == existing.getCpu() && configured.getGpu() == existing.getGpu();
    return units
        && (configured.getFlavor().isEmpty()
            || configured.getFlavor().equals(existing.getFlavor()));
  }

  private static Nested write(Resources resources, Nested object) {
    return object
        .with(CPU, Optional.of(resources.getCpu()).filter(units -> units != 0))
        .with(GPU, Optional.of(resources.getGpu()).filter(units -> units != 0))
        .with(FLAVOR, resources.getFlavor())
        .with(MEMORY, resources.getMemoryBytes())
        .with(DISK, resources.getEphemeralStorageBytes());
  }
}
