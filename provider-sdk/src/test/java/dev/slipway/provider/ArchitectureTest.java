package dev.slipway.provider;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom. */
@AnalyzeClasses(packages = "dev.slipway.provider", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String BASE = "dev.slipway.provider";

  @ArchTest
  static final ArchRule dependenciesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("value")
          .definedBy(BASE + ".value")
          .layer("diag")
          .definedBy(BASE + ".diag")
          .layer("schema")
          .definedBy(BASE + ".schema")
          .layer("plan")
          .definedBy(BASE + ".plan")
          .layer("function")
          .definedBy(BASE + ".function")
          .layer("author")
          .definedBy(BASE)
          .layer("codec")
          .definedBy(BASE + ".internal.codec")
          .layer("engine")
          .definedBy(BASE + ".internal.engine")
          .layer("protocol6")
          .definedBy(BASE + ".internal.protocol6")
          .whereLayer("value")
          .mayNotAccessAnyLayer()
          .whereLayer("diag")
          .mayOnlyAccessLayers("value")
          .whereLayer("schema")
          .mayOnlyAccessLayers("value", "diag")
          .whereLayer("plan")
          .mayOnlyAccessLayers("value", "diag", "schema")
          .whereLayer("function")
          .mayOnlyAccessLayers("value", "diag", "schema")
          .whereLayer("author")
          .mayOnlyAccessLayers("value", "diag", "schema", "plan", "function")
          .whereLayer("codec")
          .mayOnlyAccessLayers("value")
          .whereLayer("engine")
          .mayOnlyAccessLayers("value", "diag", "schema");

  @ArchTest
  static final ArchRule protobufStaysAtTheWire =
      classes()
          .that()
          .resideOutsideOfPackages(BASE + ".internal.protocol6", BASE + ".internal.plugin")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("com.google.protobuf..", "dev.slipway.proto..");

  @ArchTest
  static final ArchRule whatAuthorsSeeKnowsNoLibrary =
      noClasses()
          .that()
          .resideInAnyPackage(
              BASE,
              BASE + ".value",
              BASE + ".diag",
              BASE + ".schema",
              BASE + ".plan",
              BASE + ".function")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.grpc..", "io.netty..", BASE + ".internal..");
}
