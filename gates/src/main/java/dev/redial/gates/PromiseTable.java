package dev.redial.gates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown table of promises, such as {@code docs/guarantees.md}: a number, what is promised, and
 * the tests that show it, {@code `Class#method`, `Class#method`}, or why there are none yet.
 */
public final class PromiseTable {

  /**
   * One promise.
   *
   * @param tests the cell as it is written
   */
  public record Row(String id, String promise, String tests) {

    /** Whether there is a test; otherwise the cell begins with "not yet". */
    public boolean isKept() {
      return !tests.startsWith("not yet");
    }
  }

  private static final Pattern ROW = Pattern.compile("\\| (D?\\d+) \\| (.+) \\| (.+) \\|");
  private static final Pattern TEST = Pattern.compile("`([A-Za-z.]+)#([A-Za-z]+)`");
  private static final Pattern TESTS = Pattern.compile(TEST + "(, " + TEST + ")*");

  private static final String TESTABLE = "org.junit.platform.commons.annotation.Testable";

  private final List<Row> rows;

  private PromiseTable(List<Row> rows) {
    this.rows = rows;
  }

  /** The rows of the document in a file. */
  public static PromiseTable in(Path document) throws IOException {
    return of(Files.readAllLines(document).stream());
  }

  /** The rows among these lines of Markdown; all else is prose. */
  public static PromiseTable of(Stream<String> lines) {
    return new PromiseTable(
        lines
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
            .toList());
  }

  /** The promises, in order. */
  public List<Row> rows() {
    return rows;
  }

  /** What is wrong with the tests that the rows name, of those in this output; empty if nothing. */
  public List<String> complaints(ModuleOutput tests) {
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
            .anyMatch(PromiseTable::isTest)
        ? ""
        : test.group(1) + " has no test " + test.group(2);
  }

  private static boolean isTest(Method method) {
    return isTestable(method, new HashSet<>());
  }

  /** Whether it is annotated for the JUnit platform, which is named only: the gates do without. */
  private static boolean isTestable(AnnotatedElement element, Set<Class<?>> seen) {
    return Arrays.stream(element.getAnnotations())
        .map(Annotation::annotationType)
        .filter(seen::add)
        .anyMatch(type -> type.getName().equals(TESTABLE) || isTestable(type, seen));
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
                      .add(tests.load(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classes;
  }

  private static String simpleName(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }
}
