package dev.redial.test.script;

import dev.redial.time.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The canonical text of a script and its parts. */
final class ScriptPrinter {

  /** What needs no quotes: not empty, no space at either end, none of {@code ,()'}. */
  private static final Pattern BARE =
      Pattern.compile("[^,()'\\s\\p{Z}\\p{Cc}]+( +[^,()'\\s\\p{Z}\\p{Cc}]+)*");

  private static final Pattern CLASS_NAME =
      Pattern.compile("[\\p{L}_$][\\p{L}\\d_$]*(\\.[\\p{L}_$][\\p{L}\\d_$]*)*");

  private ScriptPrinter() {}

  static String print(Script script) {
    return script.items().stream().map(ScriptItem::toString).collect(Collectors.joining(", "))
        + switch (script.end()) {
          case STRICT -> "";
          case PASS -> ", then pass";
          case REPEAT_LAST -> ", then repeat";
          case FAIL -> ", then fail";
          case LENIENT -> ", …";
        };
  }

  static String print(Fault.Status status) {
    String headers =
        status.headers().isEmpty()
            ? ""
            : status.headers().stream()
                .map(Header::toString)
                .collect(Collectors.joining(", ", "(", ")"));
    return status.code() + headers + status.body().map(body -> " " + quoted(body)).orElse("");
  }

  static String value(String text) {
    return BARE.matcher(text).matches() ? text : quoted(text);
  }

  static boolean isClassName(String name) {
    return CLASS_NAME.matcher(name).matches();
  }

  /** A number without a needless point. */
  static String number(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : String.valueOf(number);
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String compact(Duration duration) {
    return Durations.format(duration).replace(" ", "");
  }

  static String signed(Duration duration) {
    return duration.isNegative() ? compact(duration) : "+" + compact(duration);
  }

  static <T> List<T> append(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return List.copyOf(longer);
  }
}
