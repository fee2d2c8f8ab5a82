package dev.redial.config;

import dev.redial.backoff.Backoff;
import java.util.ArrayList;
import java.util.List;

/** What only code can say of a policy, so that no text recreates it. */
final class Unwritable {

  private final List<String> parts = new ArrayList<>();

  void addIf(boolean isThere, String part) {
    if (isThere) {
      parts.add(part);
    }
  }

  void addIfOwn(String setting, Backoff backoff) {
    addIf(!isWritten(backoff), "the " + setting + " is a function of your own");
  }

  private static boolean isWritten(Backoff backoff) {
    try {
      return Backoff.parse(backoff.toString()).equals(backoff);
    } catch (IllegalArgumentException notOurs) {
      return false;
    }
  }

  /** Throws with all of it, if there is any. */
  void refuse(String name) {
    if (!parts.isEmpty()) {
      throw new IllegalArgumentException(
          "policy '"
              + name
              + "' has what only code can say, so that no text recreates it: "
              + String.join(", ", parts));
    }
  }
}
