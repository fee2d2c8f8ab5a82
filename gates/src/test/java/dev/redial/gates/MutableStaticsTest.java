package dev.redial.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutableStaticsTest {

  private static final List<String> STATE =
      List.of(
          "static int count;",
          "static volatile Object last;",
          "static final int[] SIZES = {1, 2};",
          "static final AtomicInteger COUNT = new AtomicInteger();",
          "static final LongAdder COUNT = new LongAdder();",
          "static final ConcurrentMap<String, String> SEEN = make();",
          "static final Queue<String> WAITING = make();",
          "static final ArrayList<String> NAMES = make();",
          "static final List<String> NAMES = new ArrayList<>();",
          "static final Map<String, String> NAMES = Collections.unmodifiableMap(new HashMap<>());");

  private static final List<String> CONSTANTS =
      List.of(
          "final int[] sizes = {1, 2}; int count; List<String> names = new ArrayList<>();",
          "static final int SIZE = 3; static final String NAME = \"a\";",
          "static final List<String> NAMES = List.of(\"a\"); static final Set<String> S = Set.of();",
          "static final Runnable NOTHING = () -> {};",
          "enum Colour { RED, GREEN }",
          "static int length(Thread.State s) { switch (s) { case NEW: return 1; default: return 2; }}",
          "static void check(int n) { assert n > 0; }");

  @TempDir private Path directory;

  @Test
  void findsStateThatAllShare() {
    List<String> violations = violations(STATE.toArray(String[]::new));

    for (int i = 0; i < STATE.size(); i++) {
      String type = "acme.Shop" + i;
      assertThat(violations)
          .as(STATE.get(i))
          .filteredOn(violation -> violation.contains(type))
          .hasSize(1);
    }
  }

  @Test
  void leavesConstantsAndInstancesAlone() {
    assertThat(violations(CONSTANTS.toArray(String[]::new))).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(violations("static int count;"))
        .containsExactly(
            "Static field acme.Shop0.count must be final and of a type that cannot change, but is a"
                + " non-final int");
  }

  private List<String> violations(String... members) {
    StringBuilder source = new StringBuilder();
    source.append("package acme; import java.util.*; import java.util.concurrent.*;");
    source.append("import java.util.concurrent.atomic.*;\n");
    for (int i = 0; i < members.length; i++) {
      source.append(
          "class Shop%d { %s static <T> T make() { return null; } }\n".formatted(i, members[i]));
    }
    return Sample.compile(directory, source.toString()).violationsOf(MutableStatics.none());
  }
}
