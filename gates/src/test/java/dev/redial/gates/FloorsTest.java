package dev.redial.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloorsTest {

  private static final String CELLAR = "package acme.cellar; public class Wine {}";
  private static final String SHOP =
      "package acme.shop; public class Shop { acme.cellar.Wine wine; }";

  private final ArchRule rule =
      Floors.of("acme").floor("cellar", "well").floor("shop").floor("").rule();

  @TempDir private Path directory;

  @Test
  void allowsLowerFloorsAndEverythingOutside() {
    String root = "package acme; public class All { acme.shop.Shop shop; java.util.List<?> l; }";

    assertThat(Sample.compile(directory, CELLAR, SHOP, root).violationsOf(rule)).isEmpty();
  }

  @Test
  void refusesAHigherFloor() {
    String well = "package acme.well; public class Well { void ask(acme.shop.Shop shop) {} }";

    assertThat(Sample.compile(directory, CELLAR, SHOP, well).violationsOf(rule))
        .singleElement()
        .asString()
        .startsWith("acme.well (floor 0) must not use acme.shop (floor 1): ");
  }

  @Test
  void refusesAPackageOnTheSameFloor() {
    String well =
        "package acme.well; public class Well { Object get() { return new acme.cellar.Wine(); } }";

    assertThat(Sample.compile(directory, CELLAR, well).violationsOf(rule))
        .singleElement()
        .asString()
        .startsWith("acme.well (floor 0) must not use acme.cellar (floor 0): ");
  }

  @Test
  void refusesAPackageWithoutAFloor() {
    String cellar = "package acme.cellar.deep; public class Cave {}";

    assertThat(Sample.compile(directory, cellar).violationsOf(rule))
        .containsExactly(
            "Package acme.cellar.deep has no floor: give it one in FloorsTest and in"
                + " docs/architecture.md (found acme.cellar.deep.Cave).");
  }

  @Test
  void findsACycle() {
    String there = "package acme.a; public class A { acme.b.B b; }";
    String back = "package acme.b; public class B { acme.a.A a; }";

    assertThat(Sample.compile(directory, there, back).violationsOf(Cycles.noneBelow("acme")))
        .singleElement()
        .asString()
        .contains("Cycle detected");
    assertThat(Sample.compile(directory, CELLAR, SHOP).violationsOf(Cycles.noneBelow("other")))
        .isEmpty();
  }
}
