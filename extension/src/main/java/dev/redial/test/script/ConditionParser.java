package dev.redial.test.script;

import dev.redial.time.Durations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the condition of a rule. */
final class ConditionParser {

  static final List<String> WORDS =
      List.of("when", "from", "to", "call", "every", "arg", "is", "seed", "by", "and", "or", "not");
  private static final String A_TEST =
      "a condition: from 10s to 40s, call 3, every 2, arg 1 is 'x', 20 % seed 42, not …, or one in"
          + " parentheses";
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private final ScriptText text;

  ConditionParser(ScriptText text) {
    this.text = text;
  }

  Condition condition() {
    Condition either = both();
    while (text.takeWord("or")) {
      either = either.or(both());
    }
    return either;
  }

  private Condition both() {
    Condition both = test();
    while (text.takeWord("and")) {
      both = both.and(test());
    }
    return both;
  }

  private Condition test() {
    int place = text.place();
    if (text.take("(")) {
      Condition inner = condition();
      text.close(place, "'and', 'or' or ')'");
      return inner;
    }
    String digits = text.digits();
    if (!digits.isEmpty()) {
      return share(place, digits);
    }
    String word = text.word();
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "not" -> test().negate();
      case "from" -> window();
      case "call" -> calls();
      case "every" -> text.checked(text.place(), () -> Condition.every(number("such as every 2")));
      case "arg" -> argument();
      default -> throw text.unknown(place, word, A_TEST, WORDS);
    };
  }

  /** After the word "from". */
  Condition window() {
    int place = text.place();
    Duration from = duration();
    if (!text.takeWord("to")) {
      return text.checked(place, () -> Condition.from(from));
    }
    int end = text.place();
    Duration to = duration();
    return text.checked(end, () -> Condition.between(from, to));
  }

  private Duration duration() {
    int place = text.place();
    String duration = text.amount("to", "and", "or");
    if (duration.isEmpty()) {
      throw text.unexpected("a duration such as 10s");
    }
    return text.checked(place, () -> Durations.parse(duration));
  }

  private Condition calls() {
    int place = text.place();
    long first = number("such as call 3");
    if (!text.takeWord("to")) {
      return text.checked(place, () -> Condition.call(first));
    }
    int end = text.place();
    long last = number("such as call 3 to 5");
    return text.checked(end, () -> Condition.calls(first, last));
  }

  private Condition argument() {
    int place = text.place();
    int position = position();
    if (!text.takeWord("is")) {
      throw text.unexpected("'is' and a text in quotes, such as arg 1 is 'x'");
    }
    if (!text.sees("'")) {
      throw text.unexpected("a text in quotes");
    }
    String value = text.quoted();
    return text.checked(place, () -> Condition.argument(position, value));
  }

  private Condition share(int place, String digits) {
    String rest = text.take(".") ? "." + text.digits() : "";
    double percent = new BigDecimal(digits + (rest.equals(".") ? "" : rest)).doubleValue();
    if (!text.take("%")) {
      throw text.unexpected("'%', such as 20 % seed 42");
    }
    if (!text.takeWord("seed")) {
      throw text.wrong(
          text.place(),
          "a random share needs a seed",
          "Write a number after it, such as 20 % seed 42: the same seed is the same chance.");
    }
    String sign = text.take("-") ? "-" : "";
    int number = text.place();
    String seed = sign + text.digits();
    if (seed.equals(sign)) {
      throw text.unexpected("a number, such as seed 42");
    }
    long value = text.checked(number, () -> parsed(seed));
    Optional<Integer> by = Optional.empty();
    if (text.takeWord("by")) {
      if (!text.takeWord("arg")) {
        throw text.unexpected("'arg' and a number, such as by arg 1");
      }
      by = Optional.of(position());
    }
    Optional<Integer> byArgument = by;
    return text.checked(place, () -> new RandomShare(percent, value, byArgument));
  }

  private static long parsed(String number) {
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException tooLarge) {
      throw new IllegalArgumentException("the number must fit 64 bits, but was " + number);
    }
  }

  private int position() {
    int place = text.place();
    long position = number("such as arg 1");
    return text.checked(
        place,
        () -> {
          if (position < 1 || position > 255) {
            throw new IllegalArgumentException("arg must be from 1 to 255, but was " + position);
          }
          return (int) position;
        });
  }

  private long number(String such) {
    int place = text.place();
    String digits = text.digits();
    if (digits.isEmpty()) {
      throw text.unexpected("a number, " + such);
    }
    BigInteger number = new BigInteger(digits);
    return text.checked(
        place,
        () -> {
          if (number.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("the number must fit 64 bits, but was " + digits);
          }
          return number.longValueExact();
        });
  }
}
