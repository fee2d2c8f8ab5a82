package dev.redial.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of Java in a document, as its statements. It is true to an example that has all of them
 * in their order, whatever else stands between them.
 *
 * @param place where it is, as in {@code "docs/retry.md, Java block 2"}
 */
record Snippet(String place, List<String> statements) {

  private static final Pattern BLOCK =
      Pattern.compile("^ *```java\\R(.*?)^ *```", Pattern.MULTILINE | Pattern.DOTALL);

  /** A string, or what begins like one and is none; or a comment. */
  private static final Pattern TEXT_OR_COMMENT =
      Pattern.compile("(\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])')|//.*|/\\*(?s:.*?)\\*/");

  /** A document shows what runs in production: there nobody hands over a clock or a timeline. */
  private static final Pattern OF_THE_TEST =
      Pattern.compile("\\.time\\(clock\\)|\\.listener\\(timeline\\)|,clock(?=\\))");

  /** The blocks of a document. */
  static List<Snippet> in(String document, String text) {
    List<Snippet> snippets = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String place = document + ", Java block " + (snippets.size() + 1);
      snippets.add(new Snippet(place, statements(block.group(1))));
    }
    return snippets;
  }

  private static List<String> statements(String block) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : withoutComments(block).lines().toList()) {
      String code = line.strip();
      if (code.matches("[…}]?")) {
        continue;
      }
      statement.append(code).append(' ');
      if (code.matches(".*[;{}]")) {
        statements.add(statement.toString().strip());
        statement.setLength(0);
      }
    }
    if (!statement.isEmpty()) {
      statements.add(statement.toString().strip());
    }
    return statements;
  }

  /** What the example that comes closest lacks; empty if one has it all. */
  Optional<String> complaint(List<String> sources) {
    int most = sources.stream().map(this::found).max(Comparator.naturalOrder()).orElse(0);
    return most == statements.size()
        ? Optional.empty()
        : Optional.of(place + ": no example has, at its place, " + statements.get(most));
  }

  /** How many statements the source has, from the first one on, in their order. */
  private int found(String source) {
    String code = bare(source);
    int from = 0;
    for (int i = 0; i < statements.size(); i++) {
      String statement = bare(statements.get(i));
      int at = code.indexOf(statement, from);
      if (at < 0) {
        return i;
      }
      from = at + statement.length();
    }
    return statements.size();
  }

  private static String bare(String code) {
    String dense = withoutComments(code).replaceAll("\\s+", "");
    return OF_THE_TEST.matcher(dense).replaceAll("");
  }

  private static String withoutComments(String code) {
    return TEXT_OR_COMMENT
        .matcher(code)
        .replaceAll(found -> found.group(1) == null ? "" : Matcher.quoteReplacement(found.group()));
  }
}
