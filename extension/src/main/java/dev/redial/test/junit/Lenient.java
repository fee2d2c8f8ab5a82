package dev.redial.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets the scripts of a test have steps that no call came for, as {@code "…"} at its end lets one
 * script. It stands on a test method, or on a class for all of its tests, nested classes included.
 *
 * <p>What comes after the last step is for the script to say, here as elsewhere: {@code "then
 * pass"}, {@code "then repeat"} or {@code "…"}. Without such a word, a call beyond it fails the
 * test.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Lenient {}
