package dev.redial.test.report;

import java.util.List;
import java.util.regex.Pattern;

/** A step of a script, in ever shorter forms. */
final class ScriptText {

  private static final Pattern ARGUMENTS =
      Pattern.compile("\\((?:[^()']++|'(?:[^']++|'')*+'?)++\\)");
  private static final Pattern BODIES = Pattern.compile("'(?:[^']++|'')*+'");

  private ScriptText() {}

  /** All of it; without arguments; and without bodies. */
  static List<String> forms(int step, String script, String ellipsis) {
    String start = "step " + step + " of ";
    String withoutArguments = replace(ARGUMENTS, script, "(" + ellipsis + ")");
    String withoutBodies = replace(BODIES, withoutArguments, "'" + ellipsis + "'");
    return List.of(
        start + quoted(script), start + quoted(withoutArguments), start + quoted(withoutBodies));
  }

  private static String replace(Pattern pattern, String script, String by) {
    return pattern.matcher(script).replaceAll(by);
  }

  private static String quoted(String script) {
    return "\"" + script + "\"";
  }
}
