package dev.redial.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.redial.gates.Cycles;
import dev.redial.gates.Floors;
import dev.redial.gates.ModuleOutput;
import dev.redial.gates.MutableStatics;
import dev.redial.gates.RealTime;
import dev.redial.gates.Sources;
import dev.redial.test.timeline.Timeline;
import org.junit.jupiter.api.Test;

/** How the test kit is built; {@code docs/architecture.md} tells why. */
class FloorsTest {

  private static final ModuleOutput EXTENSION = ModuleOutput.of(Timeline.class);

  private static final String[] FREE_OF_TEST_LIBRARIES = {
    "dev.redial.test.clock",
    "dev.redial.test.script",
    "dev.redial.test.timeline",
    "dev.redial.test.dialect",
    "dev.redial.test.inject",
    "dev.redial.test.inject.proxy",
    "dev.redial.test.inject.tcp",
    "dev.redial.test.inject.http",
    "dev.redial.test.report"
  };

  private final JavaClasses classes = new ClassFileImporter().importPath(EXTENSION.classes());

  @Test
  void usesLowerFloorsOnly() {
    Floors.of("dev.redial.test")
        .floor("clock")
        .floor("script")
        .floor("timeline")
        .floor("inject", "agent", "dialect")
        .floor("inject.proxy", "inject.agent", "inject.tcp", "virtual", "adapters")
        .floor("inject.http", "hygiene", "herd")
        .floor("report", "explore")
        .floor("assertions")
        .floor("junit")
        .floor("campaign")
        .rule()
        .check(classes);
  }

  @Test
  void hasNoCycles() {
    Cycles.noneBelow("dev.redial.test").check(classes);
  }

  @Test
  void takesTimeFromTheClockOnly() {
    RealTime.onlyIn("dev.redial.test.clock")
        .socketsIn("dev.redial.test.inject.http", "dev.redial.test.inject.tcp")
        .rule()
        .check(classes);
  }

  @Test
  void hasNoMutableStatics() {
    MutableStatics.none().check(classes);
  }

  /** What is below the assertions serves every test framework, and programs that are no tests. */
  @Test
  void needsTestLibrariesOnlyOnTheUpperFloors() {
    noClasses()
        .that()
        .resideInAnyPackage(FREE_OF_TEST_LIBRARIES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "org.assertj..", "org.opentest4j..")
        .allowEmptyShould(true)
        .check(classes);
  }

  /** Each dialect is for one optional library, which no other class touches. */
  @Test
  void touchesOptionalLibrariesInTheirDialectsOnly() {
    onlyIn("org.springframework..", "Spring.*").check(classes);
    onlyIn("okhttp3..", "OkHttp.*").check(classes);
    onlyIn("org.apache.hc..", "ApacheHttp.*").check(classes);
    onlyIn("java.sql..", "Jdbc.*").check(classes);
    onlyIn("javax.sql..", "Jdbc.*").check(classes);
    onlyIn("io.grpc..", "Grpc.*").check(classes);
    onlyIn("reactor..", "Reactor.*").check(classes);
    onlyIn("org.reactivestreams..", "Reactor.*").check(classes);
  }

  private static ArchRule onlyIn(String library, String names) {
    return noClasses()
        .that()
        .haveNameNotMatching("dev\\.redial\\.test\\.dialect\\.(" + names + ")")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  /** What only the clients need, such as Kotlin's library or Guava, nobody touches. */
  @Test
  void needsNothingElseThatTheClientsBring() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("kotlin..", "okio..", "com.google.common..")
        .check(classes);
  }

  /** Who has no Micrometer never loads what needs it. */
  @Test
  void needsMicrometerOnlyWhereARegistryIsAsserted() {
    String meters = "dev\\.redial\\.test\\.assertions\\.Meter[A-Z].*";
    noClasses()
        .that()
        .haveNameNotMatching(meters)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micrometer..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(meters)
        .check(classes);
  }

  /** The conductor is all that is done under the clock's one lock; split, the lock would spread. */
  @Test
  void hasFilesThatFitTheEye() {
    assertThat(Sources.longerThan(300, EXTENSION.baseDirectory().resolve("src/main/java")))
        .allMatch(
            file ->
                file.startsWith("dev/redial/test/clock/Conductor.java ")
                    // One closed type, whose members are the documentation of all faults.
                    || file.startsWith("dev/redial/test/script/Fault.java "));
  }
}
