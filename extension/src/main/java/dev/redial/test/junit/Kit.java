package dev.redial.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A field that holds a part of the test's kit; {@link Redial} lists the parts.
 *
 * <pre>{@code
 * @Kit FakeClock clock;
 * @Kit Timeline timeline;
 * }</pre>
 *
 * <p>The field is filled before the first {@code @BeforeEach} method and emptied after the test. It
 * may be private and inherited, but neither static nor final. Tests that share one instance must
 * not run at once then: they would share the field, and are refused.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@ExtendWith(RedialExtension.class)
public @interface Kit {}
