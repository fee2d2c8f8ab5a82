package dev.redial.breaker;

import dev.redial.call.CircuitState;
import java.io.Serializable;

/** What keeps a call from passing, to be told in words when somebody asks. */
sealed interface Refusal extends Serializable permits State.Open, State.HalfOpen, Ramp {

  /** What users call the state of the circuit. */
  CircuitState kind();

  /** How many nanoseconds until a call may pass, as far as time alone decides; else 0. */
  long remainingWait(long now);

  /** A whole sentence, with the way out. */
  String sentence(String name, long now);
}
