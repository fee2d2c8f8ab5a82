package dev.redial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.Attempt;
import dev.redial.gates.ModuleOutput;
import dev.redial.gates.ReachableTypes;
import dev.redial.gates.SurfaceFile;
import org.junit.jupiter.api.Test;

class PublicSurfaceTest {

  private final ModuleOutput toolkit = ModuleOutput.of(Attempt.class);

  @Test
  void isTheOneThatWasReviewed() {
    new SurfaceFile(toolkit.baseDirectory().resolve("../api/toolkit.txt")).check(toolkit);
  }

  @Test
  void namesOnlyTypesThatUsersCanName() {
    assertThat(ReachableTypes.complaints(toolkit)).isEmpty();
  }
}
