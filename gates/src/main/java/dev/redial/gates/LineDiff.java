package dev.redial.gates;

import java.util.ArrayList;
import java.util.List;

/** The difference between two texts: a line gone is marked {@code -}, a new one {@code +}. */
final class LineDiff {

  private LineDiff() {}

  /** The lines that differ, each change below the nearest less indented line above it. */
  static List<String> of(List<String> before, List<String> after) {
    int[][] common = commonSuffixes(before, after);
    List<String> diff = new ArrayList<>();
    List<String> headings = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        remember(headings, before.get(i));
        i++;
        j++;
        continue;
      }
      boolean gone =
          j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1]);
      String line = gone ? before.get(i++) : after.get(j++);
      if (!line.isBlank()) {
        show(headings, line, diff);
        diff.add((gone ? "- " : "+ ") + line);
      }
    }
    return diff;
  }

  /** For each pair of positions, how many lines of the two rests can be matched in order. */
  private static int[][] commonSuffixes(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static void remember(List<String> headings, String line) {
    if (!line.isBlank()) {
      headings.removeIf(heading -> indent(heading) >= indent(line));
      headings.add(line);
    }
  }

  private static void show(List<String> headings, String line, List<String> diff) {
    headings.removeIf(heading -> indent(heading) >= indent(line));
    headings.forEach(heading -> diff.add("  " + heading));
    headings.clear();
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
