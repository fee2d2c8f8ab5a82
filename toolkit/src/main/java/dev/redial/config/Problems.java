package dev.redial.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The problems found so far, each once. */
final class Problems {

  private final Set<Problem> all = new LinkedHashSet<>();

  void add(Problem problem) {
    all.add(problem);
  }

  /** Throws them in the order of their keys, if there are any. */
  void refuse() {
    if (!all.isEmpty()) {
      throw new InvalidConfigurationException(sorted());
    }
  }

  private List<Problem> sorted() {
    return all.stream().sorted(Comparator.comparing(Problem::key)).toList();
  }
}
