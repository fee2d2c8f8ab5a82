package dev.redial.test.assertions;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where something is counted.
 *
 * @param who who counts, as in {@code "the metrics"}
 * @param name the name of what is counted; empty if it has none
 * @param read reads the numbers of now
 * @param limits what it cannot tell and why, in a sentence; empty if it tells all
 */
record Counted(String who, Optional<String> name, Supplier<Numbers> read, String limits) {

  static Counted by(String who, Supplier<Numbers> read) {
    return new Counted(who, Optional.empty(), read, "");
  }

  /** What a table calls it: {@code "metrics"}, {@code "meters"}. */
  String title() {
    return who.replaceFirst("^the (\\w+).*", "$1");
  }

  /** As a sentence begins. */
  String capital() {
    return Character.toUpperCase(who.charAt(0)) + who.substring(1);
  }
}
