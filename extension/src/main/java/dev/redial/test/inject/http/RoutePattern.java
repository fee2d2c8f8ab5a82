package dev.redial.test.inject.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests a route takes: {@code "PUT /orders/42"}, or with a wildcard at the end {@code "GET
 * /receipts/*"}. The path is compared as it is sent, without the query.
 *
 * @param method the method, in capitals
 * @param path the path, or what it begins with
 * @param prefix whether the path may go on
 */
record RoutePattern(String method, String path, boolean prefix) {

  private static final Pattern FORM = Pattern.compile("([A-Z]+) (/[!-~]*)");

  static RoutePattern parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw notARoute(text, "write a method in capitals, one space and a path");
    }
    String path = form.group(2);
    if (path.contains("?") || path.contains("#")) {
      throw notARoute(text, "a route takes every query; leave it out and let a Responder look");
    }
    boolean prefix = path.endsWith("/*");
    String fixed = prefix ? path.substring(0, path.length() - 1) : path;
    if (fixed.contains("*")) {
      throw notARoute(text, "'*' may stand only at the end, after a '/'");
    }
    return new RoutePattern(form.group(1), fixed, prefix);
  }

  private static IllegalArgumentException notARoute(String text, String why) {
    return new IllegalArgumentException(
        "route must be such as \"PUT /orders/42\" or \"GET /receipts/*\", but was '"
            + text
            + "': "
            + why);
  }

  boolean takes(HttpRequest request) {
    String asked = RecordedRequest.pathOf(request.target());
    return request.method().equals(method)
        && (prefix ? asked.startsWith(path) : asked.equals(path));
  }

  @Override
  public String toString() {
    return method + " " + path + (prefix ? "*" : "");
  }
}
