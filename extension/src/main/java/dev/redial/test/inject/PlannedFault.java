package dev.redial.test.inject;

import dev.redial.test.script.Fault;
import dev.redial.test.timeline.FaultLabel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a plan has for one call.
 *
 * @param id a short id that is unique within the plan, such as {@code "charge#2"}: the second call
 *     of charge
 * @param fault what is to happen; {@link Fault#ok()} too where the script is over and lets pass
 * @param labelOrNull the fault as the timeline tells it; {@code null} if the call passes through
 */
public record PlannedFault(String id, Fault fault, @Nullable FaultLabel labelOrNull) {

  /** The fault as the timeline tells it; empty if the call passes through. */
  public Optional<FaultLabel> label() {
    return Optional.ofNullable(labelOrNull);
  }
}
