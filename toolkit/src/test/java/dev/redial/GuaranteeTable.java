package dev.redial;

import dev.redial.gates.ModuleOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** A Markdown table of guarantees: a number, what is guaranteed, and the tests that show it. */
final class GuaranteeTable {

  /** {@code tests} is the cell as it is written. */
  record Row(String id, String guarantee, String tests) {

    boolean isKept() {
      return !tests.startsWith("not yet");
    }
  }

  private static final Pattern ROW = Pattern.compile("\\| (D?\\d+) \\| (.+) \\| (.+) \\|");
  private static final Pattern TEST = Pattern.compile("`([A-Za-z.]+)#([A-Za-z]+)`");
  private static final Pattern TESTS = Pattern.compile(TEST + "(, " + TEST + ")*");

  private final List<Row> rows;

  private GuaranteeTable(List<Row> rows) {
    this.rows = rows;
  }

  /** The rows among these lines of Markdown; all else is prose. */
  static GuaranteeTable of(Stream<String> lines) {
    return new GuaranteeTable(
        lines
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
            .toList());
  }

  List<Row> rows() {
    return rows;
  }

  /** What is wrong with the tests that the rows name, of those in this output; empty if nothing. */
  List<String> complaints(ModuleOutput tests) {
    Map<String, List<Class<?>>> classes = classesByName(tests);
    List<String> complaints = new ArrayList<>();
    for (Row row : rows) {
      if (!row.isKept()) {
        continue;
      }
      if (!TESTS.matcher(row.tests()).matches()) {
        complaints.add(row.id() + ": '" + row.tests() + "' is not a list of `Class#method`");
      }
      TEST.matcher(row.tests())
          .results()
          .map(test -> complaint(test, classes))
          .filter(complaint -> !complaint.isEmpty())
          .forEach(complaint -> complaints.add(row.id() + ": " + complaint));
    }
    return complaints;
  }

  private static String complaint(MatchResult test, Map<String, List<Class<?>>> classes) {
    List<Class<?>> named = classes.getOrDefault(test.group(1), List.of());
    if (named.size() != 1) {
      return named.size() + " classes are called " + test.group(1);
    }
    return Arrays.stream(named.get(0).getDeclaredMethods())
            .filter(method -> method.getName().equals(test.group(2)))
            .anyMatch(GuaranteeTable::isTest)
        ? ""
        : test.group(1) + " has no test " + test.group(2);
  }

  private static boolean isTest(Method method) {
    return AnnotationSupport.isAnnotated(method, Testable.class);
  }

  /** By simple name; a nested class is {@code Outer.Nested}. */
  private static Map<String, List<Class<?>>> classesByName(ModuleOutput tests) {
    Map<String, List<Class<?>>> classes = new HashMap<>();
    try (Stream<Path> files = Files.walk(tests.classes())) {
      files
          .map(file -> tests.classes().relativize(file).toString())
          .filter(name -> name.matches(".*Test(\\$[A-Z]\\w*)?\\.class"))
          .map(name -> name.replaceAll("[/\\\\]", ".").replaceAll("\\.class$", ""))
          .forEach(
              name ->
                  classes
                      .computeIfAbsent(simpleName(name), any -> new ArrayList<>())
                      .add(load(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classes;
  }

  private static String simpleName(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, GuaranteeTable.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
