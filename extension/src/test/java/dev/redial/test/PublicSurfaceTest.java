package dev.redial.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.gates.ModuleOutput;
import dev.redial.gates.ReachableTypes;
import dev.redial.gates.SurfaceFile;
import dev.redial.test.timeline.Timeline;
import org.junit.jupiter.api.Test;

class PublicSurfaceTest {

  private final ModuleOutput extension = ModuleOutput.of(Timeline.class);

  @Test
  void isTheOneThatWasReviewed() {
    new SurfaceFile(extension.baseDirectory().resolve("../api/extension.txt")).check(extension);
  }

  @Test
  void namesOnlyTypesThatUsersCanName() {
    assertThat(ReachableTypes.complaints(extension)).isEmpty();
  }
}
