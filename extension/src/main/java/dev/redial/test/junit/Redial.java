package dev.redial.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test method, a test kit of its own. Nested classes and
 * subclasses inherit it, and it may stand on an annotation of your own. Its twin in code is {@link
 * RedialExtension}.
 *
 * <p>A test asks for the parts as parameters, of the method, of a {@code @BeforeEach} or
 * {@code @AfterEach} method or of the constructor, or has them in fields annotated with {@link
 * Kit}:
 *
 * <ul>
 *   <li>{@link dev.redial.test.clock.FakeClock}: time, which moves by itself
 *   <li>{@link dev.redial.test.inject.proxy.Faults}: wraps objects with scripted faults
 *   <li>{@link dev.redial.test.inject.http.FaultServer}: a server on loopback, started when asked
 *       for
 *   <li>{@link dev.redial.test.timeline.Timeline}: what happened, for the assertions
 * </ul>
 *
 * <p>Each repetition, and each invocation of a parameterized test, is a test of its own; the
 * dynamic tests of one {@code @TestFactory} method share a kit, which is checked when the last has
 * ended. Where no test is under way, as in {@code @BeforeAll} or the constructor of a class with
 * one instance for all tests, there is no kit, and asking for it is refused.
 *
 * <p>After a test that passed, a script with faults that were never reached fails it (see {@link
 * Lenient}), and so do calls beyond its end and a clock that stood still. A test that fails shows
 * its timeline. Then all of it is closed: later calls of wrapped objects reach the real ones, and
 * those that come before the class has ended are told to JUnit as a report entry.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ExtendWith(RedialExtension.class)
public @interface Redial {}
