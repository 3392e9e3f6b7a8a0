package dev.slipway.provider.test.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs a test, or all tests of a class, once with every product that is here. The {@link Program}
 * is the parameter, as in any of JUnit's parameterized tests and classes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ParameterizedTest(name = "{0}")
@ParameterizedClass(name = "{0}")
@MethodSource("dev.slipway.provider.test.cli.Program#each")
public @interface EachProgram {}
