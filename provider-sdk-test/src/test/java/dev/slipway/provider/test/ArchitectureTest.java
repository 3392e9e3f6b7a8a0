package dev.slipway.provider.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** What authors of tests see, and who may see whom. */
@AnalyzeClasses(packages = "dev.slipway.provider.test", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String BASE = "dev.slipway.provider.test";
  private static final String WIRE = BASE + ".internal.protocol6";
  private static final String[] LIBRARIES = {
    "com.google.protobuf..", "dev.slipway.proto..", "io.grpc.."
  };

  /** Where tests go beyond what the kit has words for. */
  private static final Set<String> WAYS_OUT = Set.of("channel", "over");

  @ArchTest
  static final ArchRule protobufStaysAtTheWire =
      noClasses()
          .that()
          .resideInAnyPackage(BASE, BASE + ".rules", BASE + ".zerodiff")
          .and()
          .doNotHaveFullyQualifiedName(TestedProvider.class.getName())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LIBRARIES);

  @ArchTest
  static final ArchRule testsNeedNoProtobuf =
      codeUnits()
          .that(arePublic())
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(WIRE)
          .should(nameNone(resideInAnyPackage(LIBRARIES)));

  @ArchTest
  static final ArchRule testsNeedNoInternals =
      codeUnits()
          .that(arePublic())
          .and()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(BASE, BASE + ".rules", BASE + ".zerodiff")
          .should(nameNone(resideInAnyPackage("..internal..")));

  @ArchTest
  static final ArchRule rulesAreForAnyAnswer =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".rules")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE, WIRE, BASE + ".cli", BASE + ".zerodiff");

  @ArchTest
  static final ArchRule theTwoWaysToTestDoNotMeet =
      classes()
          .that()
          .resideInAPackage(BASE + ".cli")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(BASE, BASE + ".zerodiff", WIRE);

  private static DescribedPredicate<JavaCodeUnit> arePublic() {
    return DescribedPredicate.describe(
        "are public",
        unit ->
            unit.getModifiers().contains(JavaModifier.PUBLIC)
                && unit.getOwner().getModifiers().contains(JavaModifier.PUBLIC));
  }

  private static ArchCondition<JavaCodeUnit> nameNone(
      DescribedPredicate<? super JavaClass> forbidden) {
    return new ArchCondition<>("name none that " + forbidden.getDescription()) {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        boolean isWayOut =
            unit.getOwner().isEquivalentTo(TestedProvider.class)
                && WAYS_OUT.contains(unit.getName());
        boolean names =
            forbidden.test(unit.getRawReturnType())
                || unit.getRawParameterTypes().stream().anyMatch(forbidden);
        if (names && !isWayOut) {
          events.add(SimpleConditionEvent.violated(unit, unit.getDescription()));
        }
      }
    };
  }
}
