package dev.redial.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that a misspelt one was most likely meant to be; for messages. */
public final class NearestWord {

  private static final int MOST_EDITS = 2;

  private NearestWord() {}

  /**
   * The word with the fewest edits, whatever the case of its letters: at most 2, and fewer than
   * half of the letters.
   */
  public static Optional<String> among(Collection<String> words, String misspelt) {
    return words.stream()
        .filter(word -> Math.abs(word.length() - misspelt.length()) <= MOST_EDITS)
        .filter(word -> edits(misspelt, word) <= MOST_EDITS)
        .filter(word -> edits(misspelt, word) * 2 < Math.max(word.length(), misspelt.length()))
        .min(Comparator.comparingInt(word -> edits(misspelt, word)));
  }

  /** Levenshtein's distance, where two neighbours that changed places count as one edit. */
  private static int edits(String misspelt, String word) {
    String from = misspelt.toLowerCase(Locale.ROOT);
    String to = word.toLowerCase(Locale.ROOT);
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int cheapest(int[][] cost, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
