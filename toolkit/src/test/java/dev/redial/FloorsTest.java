package dev.redial;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.redial.call.Attempt;
import dev.redial.gates.Cycles;
import dev.redial.gates.Floors;
import dev.redial.gates.ModuleOutput;
import dev.redial.gates.MutableStatics;
import dev.redial.gates.RealTime;
import dev.redial.gates.Sources;
import org.junit.jupiter.api.Test;

/** How the library is built; {@code docs/architecture.md} tells why. */
class FloorsTest {

  private static final ModuleOutput TOOLKIT = ModuleOutput.of(Attempt.class);

  private final JavaClasses classes = new ClassFileImporter().importPath(TOOLKIT.classes());

  @Test
  void usesLowerFloorsOnly() {
    Floors.of("dev.redial")
        .floor("time", "text")
        .floor("failure")
        .floor("call")
        .floor("guard")
        .floor("backoff", "budget", "metrics")
        .floor("timeout", "breaker", "fallback")
        .floor("retry", "hedge")
        .floor("")
        .floor("config", "observe")
        .rule()
        .check(classes);
  }

  @Test
  void hasNoCycles() {
    Cycles.noneBelow("dev.redial").check(classes);
  }

  @Test
  void takesTimeFromTheTimeSourceOnly() {
    RealTime.onlyIn("dev.redial.time")
        .chanceIn("dev.redial.retry.CallProgress")
        .rule()
        .check(classes);
  }

  @Test
  void hasNoMutableStatics() {
    MutableStatics.none().check(classes);
  }

  /** Annotations aside, which nobody needs at run time, and what binds what users may have. */
  @Test
  void needsNothingButTheJdk() {
    classes()
        .that()
        .resideOutsideOfPackage("dev.redial.observe")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.redial..",
            "java..",
            "javax.net.ssl..", // in java.base
            "org.jspecify.annotations",
            "com.google.errorprone.annotations..")
        .check(classes);
  }

  /** Each binding is for one optional library, which no other class touches. */
  @Test
  void touchesOptionalLibrariesInTheirBindingsOnly() {
    onlyIn("io.micrometer..", "Micrometer.*|Meter.*").check(classes);
    onlyIn("io.opentelemetry..", "OpenTelemetry.*|Span.*").check(classes);
    onlyIn("jdk.jfr..", "FlightRecorder.*|Recorded.*").check(classes);
  }

  private static ArchRule onlyIn(String library, String names) {
    return noClasses()
        .that()
        .haveNameNotMatching("dev\\.redial\\.observe\\.(" + names + ")")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  @Test
  void hasFilesThatFitTheEye() {
    assertThat(Sources.longerThan(300, TOOLKIT.baseDirectory().resolve("src/main/java"))).isEmpty();
  }
}
