package dev.redial.test.assertions;

import java.util.Objects;

/** What cannot be asked, and why: the assertion that asked fails with this sentence. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  Refusal(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return Objects.requireNonNull(getMessage());
  }
}
