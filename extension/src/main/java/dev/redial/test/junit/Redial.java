package dev.redial.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test method, a test kit of its own.
 *
 * <p>A test asks for the parts as parameters, of the method, of a {@code @BeforeEach} method or of
 * the constructor:
 *
 * <ul>
 *   <li>{@link dev.redial.test.clock.FakeClock}: time, which moves by itself
 *   <li>{@link dev.redial.test.inject.proxy.Faults}: wraps objects with scripted faults
 *   <li>{@link dev.redial.test.inject.http.FaultServer}: a server on loopback, started when asked
 *       for
 *   <li>{@link dev.redial.test.timeline.Timeline}: what happened, for the assertions
 * </ul>
 *
 * <p>After a test that passed, a script with faults that were never reached fails it, and so does a
 * clock that stood still. A test that failed shows its timeline. Then all of it is closed.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ExtendWith(RedialExtension.class)
public @interface Redial {}
