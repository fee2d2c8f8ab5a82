package dev.redial.config;

import java.util.Optional;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the key, as it was written
 * @param value its value, as it was written; empty if there is none
 * @param rule what is wrong, and what is right, in one sentence
 * @param nearestKey the key that was most likely meant; empty if none comes near, or the key is
 *     right and its value is not
 */
public record Problem(
    String key, Optional<String> value, String rule, Optional<String> nearestKey) {

  private static final int LONGEST = 600;

  static Problem of(Line line, String rule) {
    return new Problem(line.key(), Optional.of(line.value()), rule, Optional.empty());
  }

  static Problem of(Line line, String rule, String nearestKey) {
    return new Problem(line.key(), Optional.of(line.value()), rule, Optional.of(nearestKey));
  }

  static Problem of(String key, String rule) {
    return new Problem(key, Optional.empty(), rule, Optional.empty());
  }

  /** As a paragraph: the key and its value, the rule, the nearest key. */
  @Override
  public String toString() {
    return inOneLine(key + value.map(it -> " = " + it).orElse(""))
        + "\n  "
        + inOneLine(rule)
        + nearestKey.map(near -> "\n  nearest key: " + inOneLine(near)).orElse("");
  }

  private static String inOneLine(String text) {
    String line = text.replace("\r", "\\r").replace("\n", "\\n");
    return line.length() <= LONGEST
        ? line
        : line.substring(0, LONGEST / 2) + " … " + line.substring(line.length() - LONGEST / 2);
  }
}
