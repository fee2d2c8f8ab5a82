package dev.redial.config;

/**
 * The keys below a prefix: {@code <prefix><section>.<name>.<setting>}. What comes after the last
 * dot is the setting, so that names may have dots.
 *
 * @param prefix ends with a dot, unless it is empty
 */
record Keys(String prefix) {

  static Keys below(String prefix) {
    boolean isWhole = prefix.isEmpty() || prefix.endsWith(".");
    return new Keys(isWhole ? prefix : prefix + ".");
  }

  /** What is before the names of a section. */
  String before(Section<?, ?> section) {
    return prefix + section.word() + ".";
  }

  String of(Section<?, ?> section, String name) {
    return before(section) + name;
  }

  String of(Section<?, ?> section, String name, String word) {
    return of(section, name) + "." + word;
  }
}
