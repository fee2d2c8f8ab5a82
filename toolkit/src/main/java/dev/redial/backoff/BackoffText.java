package dev.redial.backoff;

import dev.redial.failure.FailureKind;
import dev.redial.text.NearestWord;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a backoff prints, and the shorter forms that people write. */
final class BackoffText {

  private static final Pattern WORD = Pattern.compile("(\\p{Alpha}+)(?:\\s+(.*))?", Pattern.DOTALL);
  private static final Pattern FACTOR =
      Pattern.compile("(.*?)\\s*[xX×]\\s*(\\d+(?:\\.\\d+)?)", Pattern.DOTALL);
  private static final Pattern KINDS = Pattern.compile("(?i)kind\\s*\\((.*)\\)", Pattern.DOTALL);
  private static final List<String> WORDS =
      List.of("none", "fixed", "linear", "exponential", "fibonacci", "by kind");
  private static final String RULE =
      "write none, fixed 500ms, linear 1s, fibonacci 1s, exponential 1s, exponential 1s x3, or by"
          + " kind (TRANSIENT: exponential 1s, RATE_LIMITED: exponential 4s)";

  private final String text;

  private BackoffText(String text) {
    this.text = text;
  }

  static Backoff parse(String text) {
    return new BackoffText(text.strip()).parse(text.strip(), true);
  }

  /** A part of the text: all of it, or the backoff of one kind. */
  private Backoff parse(String part, boolean isAll) {
    Matcher word = WORD.matcher(part);
    if (!word.matches()) {
      throw wrong(isDuration(part) ? "did you mean 'fixed " + part + "'?" : RULE);
    }
    String rest = word.group(2) == null ? "" : word.group(2).strip();
    String name = word.group(1).toLowerCase(Locale.ROOT);
    return switch (name) {
      case "none" -> {
        if (!rest.isEmpty()) {
          throw wrong("'none' stands alone");
        }
        yield Backoff.none();
      }
      case "fixed" -> Backoff.fixed(delay(rest));
      case "linear" -> Backoff.linear(delay(rest));
      case "fibonacci" -> Backoff.fibonacci(delay(rest));
      case "exponential" -> exponential(rest);
      case "custom" -> throw wrong("only code can make a custom one; " + RULE);
      case "by" -> {
        if (!isAll) {
          throw wrong("a kind's own backoff cannot be by kind again");
        }
        yield byKind(rest);
      }
      default -> throw wrong(unknown(name));
    };
  }

  private Backoff exponential(String rest) {
    Matcher factor = FACTOR.matcher(rest);
    if (!factor.matches()) {
      return Backoff.exponential(delay(rest));
    }
    Duration base = delay(factor.group(1));
    try {
      return Backoff.exponential(base, Double.parseDouble(factor.group(2)));
    } catch (IllegalArgumentException tooSmall) {
      throw wrong(tooSmall.getMessage());
    }
  }

  private Backoff byKind(String rest) {
    Matcher kinds = KINDS.matcher(rest);
    if (!kinds.matches()) {
      throw wrong(RULE);
    }
    Map<FailureKind, Backoff> backoffs = new EnumMap<>(FailureKind.class);
    for (String entry : kinds.group(1).split(",", -1)) {
      int colon = entry.indexOf(':');
      if (colon < 0) {
        throw wrong("'" + entry.strip() + "' must be a kind, a colon and its backoff");
      }
      FailureKind kind = kind(entry.substring(0, colon).strip());
      if (backoffs.put(kind, parse(entry.substring(colon + 1).strip(), false)) != null) {
        throw wrong(kind + " has two backoffs");
      }
    }
    if (!backoffs.containsKey(FailureKind.TRANSIENT)) {
      throw wrong("TRANSIENT must have one, which all kinds without one share");
    }
    return Backoff.byKind(backoffs);
  }

  private FailureKind kind(String word) {
    List<String> names = Arrays.stream(FailureKind.values()).map(Enum::name).toList();
    for (FailureKind kind : FailureKind.values()) {
      if (kind.name().equalsIgnoreCase(word)) {
        return kind;
      }
    }
    String way =
        NearestWord.among(names, word)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("write one of " + String.join(", ", names));
    throw wrong("'" + word + "' is not a kind; " + way);
  }

  private Duration delay(String written) {
    if (written.isEmpty()) {
      throw wrong("its delay is missing; " + RULE);
    }
    Duration delay = duration(written);
    if (delay.isZero()) {
      throw wrong("its delay must be above 0; write none to go on without one");
    }
    return delay;
  }

  private Duration duration(String written) {
    try {
      return Durations.parse(written);
    } catch (IllegalArgumentException notOne) {
      throw wrong(notOne.getMessage());
    }
  }

  private static boolean isDuration(String part) {
    try {
      return !Durations.parse(part).isZero();
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  private static String unknown(String word) {
    return NearestWord.among(WORDS, word)
        .map(near -> "did you mean '" + near + "'? Otherwise " + RULE)
        .orElse(RULE);
  }

  private IllegalArgumentException wrong(@Nullable String why) {
    return new IllegalArgumentException("'" + text + "' is not a backoff: " + why);
  }
}
