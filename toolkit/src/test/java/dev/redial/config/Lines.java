package dev.redial.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations as tests write them: {@code "retry.pay.maxAttempts = 4"}, without the prefix. */
final class Lines {

  private Lines() {}

  static Map<String, String> of(String... lines) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String line : lines) {
      String[] parts = line.split(" = ", 2);
      map.put("redial." + parts[0], parts[1]);
    }
    return map;
  }

  static Policies read(String... lines) {
    return Policies.from(of(lines));
  }

  /** What is wrong with them. */
  static List<Problem> problems(String... lines) {
    return problems(of(lines));
  }

  static List<Problem> problems(Map<String, ?> source) {
    try {
      throw new AssertionError("Nothing is wrong with it: " + Policies.from(source));
    } catch (InvalidConfigurationException invalid) {
      return invalid.problems();
    }
  }
}
