package dev.redial.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicSurfaceTest {

  @TempDir private Path directory;

  @Test
  void showsWhatExportedPackagesShow() {
    Sample sample =
        Sample.compile(
            directory,
            "module shop { exports dev.redial.b; exports dev.redial.a;"
                + " exports dev.redial.till to java.sql; requires java.sql; }",
            "package dev.redial.a; public class Shop { Shop() {} int stock; void count() {} }",
            "package dev.redial.b; public class Basket { private Basket() {} }",
            "package dev.redial.b; class Hidden { public void no() {} }",
            "package dev.redial.till; public class Till {}",
            "package dev.redial.inner; public class Inner {}");

    assertThat(PublicSurface.of(ModuleOutput.of(sample.load("dev.redial.a.Shop"))))
        .containsExactly(
            "module shop",
            "",
            "package dev.redial.a",
            "",
            "  class Shop",
            "",
            "package dev.redial.b",
            "",
            "  class Basket");
  }

  @Test
  void showsAClass() {
    assertShown(
        """
        public abstract class Shop<T extends Comparable<? super T>> extends Base
            implements java.util.function.Supplier<T>, Runnable {
          public static final int SIZE = 3;
          public static final String NAME = "a\\"b";
          public final java.util.List<? extends T>[] all = null;
          protected Shop(int... sizes) throws java.io.IOException {}
          Shop() {}
          public <X extends Exception & Runnable> T sell(java.util.Map<String, ?> by) throws X {
            throw null;
          }
          public synchronized final void close() {}
          protected abstract T open();
          @Deprecated(since = "2") public static byte[][] bytes(String... names) { return null; }
          public String toString() { return ""; }
          public boolean equals(Object o) { return false; }
          public boolean equals(Object a, Object b) { return false; }
          public static class Nested {}
          private static class Private { public static class No {} }
        }
        abstract class Base { public void inherited() {} protected int field; public void run() {} }
        """,
        "Shop",
        """
        abstract class Shop<T extends Comparable<? super T>> implements Supplier<T>, Runnable
          static final String NAME = "a\\"b"
          static final int SIZE = 3
          final List<? extends T>[] all
          protected int field
          protected Shop(int... sizes) throws IOException
          @Deprecated(since = "2") static byte[][] bytes(String... names)
          final void close()
          boolean equals(Object a, Object b)
          void inherited()
          protected abstract T open()
          void run()
          <X extends Exception & Runnable> T sell(Map<String, ?> by) throws X
        """);
  }

  @Test
  void showsARecordByItsHeader() {
    assertShown(
        """
        public record Shop<T>(String name, java.util.List<T> goods) implements Comparable<Shop<T>> {
          public Shop(String name) { this(name, java.util.List.of()); }
          public int compareTo(Shop<T> other) { return 0; }
          public String name() { return name; }
          public static Shop<String> empty() { return null; }
        }
        """,
        "Shop",
        """
        record Shop<T>(String name, List<T> goods) implements Comparable<Shop<T>>
          Shop(String name)
          int compareTo(Shop<T> other)
          static Shop<String> empty()
        """);
  }

  @Test
  void showsAnEnumWithItsConstantsInOrder() {
    assertShown(
        """
        public enum Shop implements Runnable {
          SMALL, LARGE { @Override public void run() {} };
          public void run() {}
          public int size() { return 0; }
        }
        """,
        "Shop",
        """
        enum Shop implements Runnable
          SMALL, LARGE
          void run()
          int size()
        """);
  }

  @Test
  void showsASealedInterfaceAndWhoMayImplementIt() {
    assertShown(
        """
        public sealed interface Shop {
          String name();
          default int size() { return 1; }
          static Shop of(String name) { return null; }
          record Small(String name) implements Shop {}
          final class Big implements Shop { public String name() { return ""; } }
        }
        final class Other implements Shop { public String name() { return ""; } }
        """,
        "Shop",
        """
        sealed interface Shop permits Shop.Big, Shop.Small, …
          String name()
          static Shop of(String name)
          default int size()
        """);
  }

  @Test
  void showsAnAnnotationWithItsElements() {
    assertShown(
        """
        import java.lang.annotation.*;
        @Documented
        @Retention(RetentionPolicy.RUNTIME)
        @Target({ElementType.METHOD, ElementType.TYPE})
        public @interface Shop {
          String value();
          String[] names() default {"a", "b"};
          Class<?> type() default Void.class;
          int size() default 3;
          Deprecated old() default @Deprecated;
        }
        """,
        "Shop",
        """
        @Retention(RUNTIME)
        @Target({METHOD, TYPE})
        @interface Shop
          String[] names() default {"a", "b"}
          Deprecated old() default @Deprecated
          int size() default 3
          Class<?> type() default Void.class
          String value()
        """);
  }

  @Test
  void showsWhatMayBeNull() {
    assertShown(
        """
        import org.jspecify.annotations.*;
        @NullMarked
        public interface Shop<T extends @Nullable Object> {
          @Nullable String find(java.util.List<@Nullable T> in, String @Nullable [] names);
          java.util.Map.@Nullable Entry<String, ? extends @Nullable T> entry();
        }
        """,
        "Shop",
        """
        interface Shop<T extends @Nullable Object>
          @Nullable Map.Entry<String, ? extends @Nullable T> entry()
          @Nullable String find(List<@Nullable T> in, String @Nullable [] names)
        """);
  }

  @Test
  void showsNoBridges() {
    assertShown(
        """
        public final class Shop implements java.util.function.Supplier<String>, Cloneable {
          public final String get() { return ""; }
          public Shop clone() { return this; }
        }
        """,
        "Shop",
        """
        final class Shop implements Supplier<String>, Cloneable
          Shop()
          Shop clone()
          String get()
        """);
  }

  private void assertShown(String source, String type, String surface) {
    Sample sample = Sample.compile(directory, "package dev.redial.shop;\n" + source);

    assertThat(PublicSurface.of(sample.load("dev.redial.shop." + type)))
        .containsExactlyElementsOf(surface.lines().toList());
  }
}
