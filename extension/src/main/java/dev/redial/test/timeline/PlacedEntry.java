package dev.redial.test.timeline;

import java.time.Duration;

/** An entry, and which thread it happened on: names of threads need not differ. */
record PlacedEntry(TimelineEntry entry, long thread) {

  Duration elapsed() {
    return entry.elapsed();
  }
}
