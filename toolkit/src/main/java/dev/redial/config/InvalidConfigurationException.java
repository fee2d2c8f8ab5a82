package dev.redial.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A configuration cannot be what was meant. It tells everything that is wrong, in the order of the
 * keys, one paragraph each: the key and its value, the rule, and the nearest known key.
 */
public final class InvalidConfigurationException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient @Nullable List<Problem> problems;

  InvalidConfigurationException(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  private static String message(List<Problem> problems) {
    String count = problems.size() == 1 ? "a problem" : problems.size() + " problems";
    return problems.stream()
        .map(problem -> "\n\n" + problem)
        .collect(Collectors.joining("", "The configuration has " + count + ":", "\n"));
  }

  /**
   * What is wrong, in the order of the keys; unmodifiable. Empty if this exception was serialized;
   * the message has it all.
   */
  public List<Problem> problems() {
    return problems == null ? List.of() : problems;
  }
}
