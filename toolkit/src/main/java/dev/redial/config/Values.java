package dev.redial.config;

import dev.redial.failure.FailureKind;
import dev.redial.text.NearestWord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of one kind each, read and printed. */
final class Values {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern SHARE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(%?)");

  private Values() {}

  static int wholeNumber(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a whole number; write one such as 3");
    }
    BigDecimal number = new BigDecimal(text);
    try {
      return number.intValueExact();
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException(
          "'" + text + "' is out of range; the largest number is " + Integer.MAX_VALUE, tooLarge);
    }
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException("'" + text + "' is neither true nor false; write one");
    };
  }

  /** A share of all, as in {@code "50 %"} and {@code "0.5"}. */
  static double share(String text) {
    Matcher share = SHARE.matcher(text);
    if (!share.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a share; write 50 % or 0.5");
    }
    BigDecimal number = new BigDecimal(share.group(1));
    return (share.group(2).isEmpty() ? number : number.movePointLeft(2)).doubleValue();
  }

  static String printShare(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  /** The parts of a list; one that is empty is no part, and told of. */
  static List<String> list(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      parts.add(part.strip());
    }
    return parts;
  }

  static Optional<FailureKind> kind(String text) {
    return Arrays.stream(FailureKind.values())
        .filter(kind -> kind.name().equalsIgnoreCase(text))
        .findFirst();
  }

  static FailureKind requireKind(String text) {
    List<String> names = Arrays.stream(FailureKind.values()).map(Enum::name).toList();
    return kind(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is not a kind of failure; "
                        + NearestWord.among(names, text)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("write some of " + String.join(", ", names))));
  }
}
