package dev.redial.test.script;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one fault of a script. */
final class FaultParser {

  static final List<String> WORDS =
      List.of(
          "ok", "timeout", "hang", "slow", "refused", "reset", "dns", "tls", "lost", "throw",
          "return");
  private static final String A_FAULT =
      "a fault: " + String.join(", ", WORDS) + ", or a status such as 503";

  private final ScriptText text;
  private final List<String> known;

  /**
   * A parser.
   *
   * @param known the words that a script may have, at this place or another
   */
  FaultParser(ScriptText text, List<String> known) {
    this.text = text;
    this.known = known;
  }

  Fault fault() {
    int place = text.place();
    String digits = text.digits();
    if (!digits.isEmpty()) {
      return status(place, digits);
    }
    String word = text.word();
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "ok" -> Fault.ok();
      case "timeout" -> timeout();
      case "hang" -> Fault.hang();
      case "slow" -> slow();
      case "refused" -> Fault.refused();
      case "reset" -> Fault.reset();
      case "dns" -> Fault.dns();
      case "tls" -> tls();
      case "lost" -> lost();
      case "throw" -> thrown();
      case "return" -> returned();
      default -> throw text.unknown(place, word, A_FAULT, known);
    };
  }

  private Fault.Timeout timeout() {
    int open = text.place();
    if (!text.take("(")) {
      return Fault.timeout();
    }
    int place = text.place();
    Duration takes = text.duration(open, "a duration such as 5s");
    return text.checked(place, () -> Fault.timeout(takes));
  }

  private Fault slow() {
    int open = text.place();
    if (!text.take("(")) {
      throw text.unexpected("how slow it is, such as slow(2s)");
    }
    int place = text.place();
    Duration delay = text.duration(open, "a duration such as 2s");
    return text.checked(place, () -> Fault.slow(delay));
  }

  private Fault tls() {
    int open = text.place();
    if (!text.take("(")) {
      return Fault.tls();
    }
    List<String> flaws = Arrays.stream(TlsFlaw.values()).map(TlsFlaw::word).toList();
    int place = text.place();
    String word = text.word();
    TlsFlaw flaw =
        Arrays.stream(TlsFlaw.values())
            .filter(one -> one.word().equalsIgnoreCase(word))
            .findFirst()
            .orElse(null);
    if (flaw == null) {
      throw text.atEnd()
          ? text.notClosed(open)
          : text.unknown(place, word, "one of " + String.join(", ", flaws), flaws);
    }
    text.close(open, "')' after '" + word + "'");
    return Fault.tls(flaw);
  }

  private Fault lost() {
    int open = text.place();
    if (!text.take("(")) {
      return Fault.lost();
    }
    int place = text.place();
    String word = text.word();
    Fault seen =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "timeout" -> timeout();
          case "reset" -> Fault.reset();
          default -> {
            List<String> both = List.of("timeout", "reset");
            throw text.atEnd()
                ? text.notClosed(open)
                : text.unknown(place, word, "what is seen: timeout or reset", both);
          }
        };
    text.close(open, "')' after '" + seen + "'");
    return Fault.lost(seen);
  }

  private Fault thrown() {
    int place = text.place();
    String type = text.until(",()' \n\t");
    if (type.isEmpty()) {
      throw text.unexpected("a class such as java.io.IOException");
    }
    Fault.Thrown plain = text.checked(place, () -> new Fault.Thrown(type, Optional.empty()));
    return text.sees("'") ? new Fault.Thrown(plain.type(), Optional.of(text.quoted())) : plain;
  }

  private Fault returned() {
    if (text.takeWord("null")) {
      return Fault.returningNull();
    }
    if (!text.sees("'")) {
      throw text.unexpected("null, or a value in quotes such as '42'");
    }
    return Fault.returning(text.quoted());
  }

  private Fault status(int place, String digits) {
    Fault.Status status =
        text.checked(place, () -> Fault.status(Fault.Status.requireCode(new BigInteger(digits))));
    int open = text.place();
    if (text.take("(")) {
      HeaderParser headers = new HeaderParser(text);
      do {
        status = status.header(headers.header(open));
      } while (text.take(","));
      text.close(open, "',' or ')'");
    }
    return text.sees("'") ? status.body(text.quoted()) : status;
  }
}
