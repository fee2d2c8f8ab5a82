package dev.redial.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** The two ways to write a setting: {@code maxAttempts} and {@code max-attempts}. */
final class Spelling {

  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
  private static final Pattern AFTER_DASH = Pattern.compile("-+([a-z])");

  private Spelling() {}

  static String kebab(String camel) {
    return CAPITAL
        .matcher(camel)
        .replaceAll(capital -> "-" + capital.group().toLowerCase(Locale.ROOT));
  }

  static String camel(String kebab) {
    return AFTER_DASH.matcher(kebab).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  /** The word in the way in which the other one was written. */
  static String like(String written, String camel) {
    return written.indexOf('-') >= 0 ? kebab(camel) : camel;
  }
}
