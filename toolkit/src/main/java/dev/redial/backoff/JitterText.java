package dev.redial.backoff;

import dev.redial.text.NearestWord;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a jitter prints, and the shorter form that people write. */
final class JitterText {

  private static final Pattern FRACTION =
      Pattern.compile("(?i)(?:up\\s+to\\s+)?\\+\\s*(\\d+(?:\\.\\d+)?)\\s*%");
  private static final String RULE =
      "write none, full, equal, decorrelated, or up to +50 % with any number from 0 to 100";

  private JitterText() {}

  static Jitter parse(String text) {
    String stripped = text.strip();
    for (StandardJitter jitter : StandardJitter.values()) {
      if (jitter.name().equalsIgnoreCase(stripped)) {
        return jitter;
      }
    }
    Matcher fraction = FRACTION.matcher(stripped);
    if (fraction.matches()) {
      BigDecimal percent = new BigDecimal(fraction.group(1));
      if (percent.compareTo(BigDecimal.valueOf(100)) <= 0) {
        return Jitter.additive(percent.movePointLeft(2).doubleValue());
      }
    }
    List<String> words =
        Arrays.stream(StandardJitter.values()).map(StandardJitter::toString).toList();
    String way =
        NearestWord.among(words, stripped)
            .map(near -> "did you mean '" + near + "'? Otherwise " + RULE)
            .orElse(RULE);
    throw new IllegalArgumentException("'" + stripped + "' is not a jitter: " + way);
  }
}
