package dev.slipway.controlplane;

import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Who may touch whom. */
@AnalyzeClasses(
    packages = "dev.slipway.controlplane",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  private static final String BASE = "dev.slipway.controlplane.";

  /** No cycles between features, and nobody reaches into another's nested packages. */
  @Test
  void featuresKeepToEachOthersPublicTypes() {
    ApplicationModules.of(ControlPlane.class).verify();
  }

  @ArchTest
  static final ArchRule VOCABULARY_KNOWS_NOTHING =
      classes().that().resideInAPackage(BASE + "vocabulary").should(onlyTouch("vocabulary"));

  @ArchTest
  static final ArchRule APPS_KNOW_ONLY_THE_VOCABULARY =
      classes().that().resideInAPackage(BASE + "app").should(onlyTouch("app", "vocabulary"));

  @ArchTest
  static final ArchRule STORES_KNOW_THEIR_FEATURE_AND_THE_DATABASE =
      noClasses()
          .that()
          .resideInAPackage("..jooq")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "api..",
              BASE + "gateway..",
              BASE + "intake..",
              BASE + "reconcile..",
              BASE + "runtime..",
              BASE + "scheduling..");

  @ArchTest
  static final ArchRule RUNTIMES_KNOW_APPS_ONLY =
      noClasses()
          .that()
          .resideInAPackage(BASE + "runtime")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "api..",
              BASE + "catalog..",
              BASE + "gateway..",
              BASE + "intake..",
              BASE + "project..",
              BASE + "reconcile..",
              BASE + "scheduling..");

  @ArchTest
  static final ArchRule THE_GATEWAY_KNOWS_APPS_ONLY =
      noClasses()
          .that()
          .resideInAPackage(BASE + "gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "api..",
              BASE + "intake..",
              BASE + "project..",
              BASE + "reconcile..",
              BASE + "runtime..",
              BASE + "scheduling..");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_THE_EDGE_OR_THE_LOOP =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + "api..", BASE + "reconcile..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "api..", BASE + "reconcile..");

  @ArchTest
  static final ArchRule THE_EDGE_KNOWS_NEITHER_THE_LOOP_NOR_THE_GATEWAY =
      noClasses()
          .that()
          .resideInAPackage(BASE + "api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "reconcile..", BASE + "gateway..");

  @ArchTest
  static final ArchRule ONLY_THE_EDGE_SPEAKS_THE_CONTROL_API =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + "api..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.slipway.proto..");

  @ArchTest
  static final ArchRule ONLY_STORES_KNOW_SQL =
      noClasses()
          .that()
          .resideOutsideOfPackages("..jooq", BASE + "database")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jooq..", "java.sql..", "javax.sql..", "org.flywaydb..");

  @ArchTest
  static final ArchRule ONLY_THE_DOCKER_DRIVER_KNOWS_DOCKER =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + "runtime.docker..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.dockerjava..");

  @ArchTest
  static final ArchRule ONLY_THE_KUBERNETES_DRIVER_KNOWS_KUBERNETES =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + "runtime.kubernetes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.kubernetes..");

  @ArchTest
  static final ArchRule DRIVERS_DO_NOT_KNOW_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage(BASE + "runtime.kubernetes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + "runtime.docker..")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("com.github.dockerjava..");

  /** Decisions are functions of what they are given: the time too. */
  @ArchTest
  static final ArchRule MODELS_ARE_PURE =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + "vocabulary", BASE + "app", BASE + "scheduling")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "java.io..", "java.nio.file..", "java.net..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule NO_DRAWERS_FOR_EVERYTHING =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..", "..impl..", "..dto..", "..helper..");

  private static ArchCondition<JavaClass> onlyTouch(String... packages) {
    return onlyDependOnClassesThat(
        DescribedPredicate.describe(
            "are the JDK's or of " + String.join(", ", packages),
            type -> {
              var name = type.getPackageName();
              if (name.startsWith("java.") || name.equals("org.jspecify.annotations")) {
                return true;
              }
              for (var allowed : packages) {
                if (name.equals(BASE + allowed)) {
                  return true;
                }
              }
              return type.isPrimitive() || type.isArray();
            }));
  }
}
