package dev.redial.budget;

/**
 * A count that is forgotten, in one word so that it changes in one step: the high half is the
 * number of the slice of time that it belongs to, the low half how often something happened in it.
 * As many slices as are remembered share an array; a newer one takes the place of the oldest.
 */
final class Slice {

  /** How many are remembered. */
  static final int COUNT = 10;

  private static final long LOW = 0xFFFF_FFFFL;

  private Slice() {}

  /** Where in the array a slice has its place. */
  static int place(long slice) {
    return (int) (slice % COUNT);
  }

  /**
   * One more in this slice. A thread that comes so late that it is gone counts in the newer one.
   */
  static long plusOne(long word, long slice) {
    if (age(word, slice) > 0) {
      return slice << 32 | 1;
    }
    return (word & LOW) == LOW ? word : word + 1;
  }

  /** What the word counts, unless it is forgotten by now. */
  static long count(long word, long now) {
    return age(word, now) < COUNT ? word & LOW : 0;
  }

  private static int age(long word, long slice) {
    return (int) slice - (int) (word >>> 32);
  }
}
