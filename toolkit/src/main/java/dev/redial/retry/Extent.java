package dev.redial.retry;

/** The least and the most of some numbers of nanoseconds. */
final class Extent {

  private long least = Long.MAX_VALUE;
  private long most;

  static Extent of(long least, long most) {
    Extent extent = new Extent();
    extent.add(least);
    extent.add(most);
    return extent;
  }

  void add(long nanos) {
    least = Math.min(least, nanos);
    most = Math.max(most, nanos);
  }

  void cut(long limit) {
    most = Math.min(most, limit);
  }

  long least() {
    return least;
  }

  long most() {
    return most;
  }

  DurationRange range() {
    return DurationRange.ofNanos(least, most);
  }
}
