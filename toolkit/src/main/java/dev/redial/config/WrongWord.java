package dev.redial.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A word that another library, or a natural thought, has for a setting.
 *
 * @param setting the setting; empty if only code can say this
 * @param rule what to write, given the value
 */
record WrongWord(Optional<String> setting, UnaryOperator<String> rule) {

  /** A table of wrong words, by how they are written. */
  static final class Table {

    private final Map<String, WrongWord> words = new LinkedHashMap<>();

    /** These words mean that setting, and this is how it differs. */
    Table put(String setting, String rule, String... wrong) {
      return put(setting, value -> rule, wrong);
    }

    /** The same, with a rule that looks at the value. */
    Table put(String setting, UnaryOperator<String> rule, String... wrong) {
      for (String word : wrong) {
        words.put(word, new WrongWord(Optional.of(setting), rule));
      }
      return this;
    }

    /** Only code can say these. */
    Table onlyCode(String section, String... steps) {
      for (String step : steps) {
        String rule =
            step
                + " takes a function, which only code can give: policies."
                + section
                + "(…).toBuilder()."
                + step
                + "(…).build()";
        words.put(step, new WrongWord(Optional.empty(), value -> rule));
      }
      return this;
    }

    Map<String, WrongWord> words() {
      return Map.copyOf(words);
    }
  }
}
