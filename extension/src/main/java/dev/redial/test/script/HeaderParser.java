package dev.redial.test.script;

import java.time.Duration;

/** Reads the headers of a scripted answer. */
final class HeaderParser {

  private final ScriptText text;

  HeaderParser(ScriptText text) {
    this.text = text;
  }

  Header header(int open) {
    int place = text.place();
    String name = text.until(":,()' \n");
    if (name.isEmpty()) {
      throw text.expected("a header such as Retry-After: 7", open);
    }
    if (!text.take(":")) {
      throw text.expected("':' after the header name '" + name + "'", open);
    }
    HeaderValue value = value(name, open);
    return text.checked(place, () -> new Header(name, value));
  }

  private HeaderValue value(String name, int open) {
    int place = text.place();
    if (text.sees("'")) {
      String quoted = text.quoted();
      return text.checked(place, () -> new HeaderValue.Text(quoted));
    }
    String bare = text.until(",()'\n");
    if (text.sees("(") && bare.equalsIgnoreCase("date")) {
      return date();
    }
    if (text.atEnd()) {
      throw text.notClosed(open);
    }
    if (text.sees("(") || text.sees("'")) {
      throw text.wrong(
          place, "a value with ( or ' needs quotes", "Write it as 'a (b)', with '' for a quote.");
    }
    if (bare.isEmpty()) {
      throw text.wrong(place, "header '" + name + "' has no value", "For an empty one write ''.");
    }
    return text.checked(place, () -> new HeaderValue.Text(bare));
  }

  private HeaderValue date() {
    int open = text.place();
    text.take("(");
    int place = text.place();
    boolean past = text.take("-");
    if (!past) {
      text.take("+");
    }
    Duration offset = text.duration(open, "a time from now such as +7s");
    return text.checked(place, () -> new HeaderValue.DateOffset(past ? offset.negated() : offset));
  }
}
