package dev.redial.stress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs all cases, which must go well, and all their twins, each of which must go wrong: {@code
 * (short|long) [regular expression]}. Each case is a class {@code Real} beside a class {@code
 * Twin}.
 */
public final class Main {

  private static final List<String> SHORT =
      List.of("-f", "1", "-iters", "3", "-time", "200", "-sc", "false", "-jvmArgs", "-Xmx256m");
  private static final List<String> LONG = List.of("-m", "quick");

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    List<String> effort = arguments[0].equals("long") ? LONG : SHORT;
    String cases = arguments.length > 1 ? arguments[1] : ".*";

    Map<String, Boolean> real = run(effort, cases, "Real");
    Map<String, Boolean> twins = run(SHORT, cases, "Twin");

    List<String> wrong = new ArrayList<>();
    real.forEach((name, well) -> say(wrong, name, well, "goes wrong."));
    twins.forEach((name, well) -> say(wrong, name, !well, "goes well, although it is sabotaged."));
    if (!names(real).equals(names(twins)) || real.isEmpty()) {
      wrong.add("Each case needs a twin: " + names(real) + " and " + names(twins) + ".");
    }
    if (!wrong.isEmpty()) {
      System.err.println(String.join("\n", wrong));
      System.exit(1);
    }
  }

  private static void say(List<String> wrong, String name, boolean asItShould, String otherwise) {
    System.out.println((asItShould ? "as it should: " : "NOT AS IT SHOULD: ") + name);
    if (!asItShould) {
      wrong.add(name + " " + otherwise);
    }
  }

  /** The cases' names, without what tells the real one from its twin. */
  private static SortedSet<String> names(Map<String, Boolean> cases) {
    SortedSet<String> names = new TreeSet<>();
    cases.keySet().forEach(name -> names.add(name.substring(0, name.length() - "Real".length())));
    return names;
  }

  /**
   * Whether each of these cases went well in all ways in which it was run. What jcstress says goes
   * to a file of its own: it says much, and of a twin it says that something is wrong.
   */
  private static Map<String, Boolean> run(List<String> effort, String cases, String which)
      throws Exception {
    List<String> all = new ArrayList<>(effort);
    all.addAll(List.of("-t", cases + which + ".*", "-r", which));
    PrintStream console = System.out;
    try (PrintStream log = new PrintStream(which + ".txt", StandardCharsets.UTF_8)) {
      System.setOut(log);
      Options options = new Options(all.toArray(String[]::new));
      if (!options.parse()) {
        throw new IllegalArgumentException("jcstress does not take " + all + ".");
      }
      try {
        new JCStress(options).run();
      } catch (AssertionError someWentWrong) {
        // Which of them did is read from the results.
      }
      return read(options.getResultFile());
    } finally {
      System.setOut(console);
    }
  }

  private static Map<String, Boolean> read(String file) throws IOException, ClassNotFoundException {
    InProcessCollector results = new InProcessCollector();
    DiskReadCollector disk = new DiskReadCollector(file, results);
    disk.dump();
    disk.close();
    Map<String, Boolean> wentWell = new TreeMap<>();
    for (TestResult result : results.getTestResults()) {
      if (result.status() != Status.NORMAL) {
        throw new IllegalStateException(
            result.getName() + " ended as " + result.status() + ": " + result.getMessages());
      }
      wentWell.merge(result.getName(), result.grading().isPassed, Boolean::logicalAnd);
    }
    return wentWell;
  }
}
