package dev.redial.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lets the calls of an object in a field meet the faults of a script.
 *
 * <pre>{@code
 * @Scripted("timeout x2, 429(Retry-After: 7), ok")
 * PaymentGateway gateway = new LiveGateway();
 * }</pre>
 *
 * <p>For the time of each test the field holds the wrapped object, which all calls of the test
 * share a script for, as {@link dev.redial.test.inject.proxy.Faults#wrap} would wrap it. The field
 * is declared with an interface, and has its object when the first {@code @BeforeEach} method
 * begins: from its declaration, the constructor, or another extension, such as a {@code @Mock} of
 * Mockito's. Whoever got the object from elsewhere, as other beans do, still calls the real one. It
 * may be private and inherited, but neither static nor final. Tests that share one instance must
 * not run at once then.
 *
 * <p>On a test method or a class it names a field and gives it another script. One script holds in
 * the end, from the first of: the test method; its class and superclasses, the class before the
 * superclass; the classes around it, from within outwards; {@link RedialExtension#scripted}; the
 * field.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Repeatable(Scripted.All.class)
@ExtendWith(RedialExtension.class)
public @interface Scripted {

  /** The script; see {@link dev.redial.test.script.Script} for the grammar. */
  String value();

  /**
   * On a method or a class: the name of the field. It may be left out where only one field is
   * scripted.
   */
  String field() default "";

  /** Scripts for several fields, on a test method or a class. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
  @ExtendWith(RedialExtension.class)
  @interface All {
    /** The scripts. */
    Scripted[] value();
  }
}
