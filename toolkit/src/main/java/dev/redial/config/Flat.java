package dev.redial.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys below a prefix and their values as text, of a map whose values may be maps again. */
final class Flat {

  /** Enough for each {@code double}. */
  private static final int MOST_DIGITS = 400;

  private final String prefix;
  private final Problems problems;
  private final Map<String, String> values = new TreeMap<>();
  private final Set<Map<?, ?>> around = Collections.newSetFromMap(new IdentityHashMap<>());

  Flat(String prefix, Problems problems) {
    this.prefix = prefix;
    this.problems = problems;
  }

  /** In the order of the keys. */
  Map<String, String> of(Map<?, ?> source) {
    add("", source);
    return values;
  }

  private void add(String path, Map<?, ?> map) {
    if (!around.add(map)) {
      problems.add(Problem.of(path, "this map contains itself"));
      return;
    }
    map.forEach(
        (key, value) -> {
          String whole = path.isEmpty() ? String.valueOf(key) : path + "." + key;
          if (whole.startsWith(prefix) || prefix.startsWith(whole + ".")) {
            add(whole, value);
          }
        });
    around.remove(map);
  }

  private void add(String key, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      add(key, map);
    } else if (key.startsWith(prefix)) {
      String text = value instanceof Collection<?> list ? joined(key, list) : text(key, value);
      if (text != null && values.putIfAbsent(key, text) != null) {
        problems.add(Problem.of(key, "the key is there twice; keep one of them"));
      }
    }
  }

  private @Nullable String joined(String key, Collection<?> list) {
    List<String> texts = new ArrayList<>();
    for (Object part : list) {
      String text = text(key, part);
      if (text == null) {
        return null;
      }
      texts.add(text);
    }
    return String.join(", ", texts);
  }

  private @Nullable String text(String key, @Nullable Object value) {
    if (value instanceof CharSequence || value instanceof Boolean || value instanceof Duration) {
      return value.toString();
    }
    if (value instanceof Number number) {
      return plain(number.toString());
    }
    problems.add(
        Problem.of(
            key,
            value == null
                ? "the key has no value; give it one or leave it out"
                : "a value must be a text, a number, true or false, or a list of these, but was of "
                    + value.getClass()));
    return null;
  }

  /** Without an exponent, which nobody wrote, unless that takes more digits than anybody writes. */
  private static String plain(String number) {
    try {
      BigDecimal value = new BigDecimal(number);
      return Math.abs(value.scale()) > MOST_DIGITS ? number : value.toPlainString();
    } catch (NumberFormatException infinite) {
      return number;
    }
  }
}
