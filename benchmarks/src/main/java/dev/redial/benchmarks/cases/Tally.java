package dev.redial.benchmarks.cases;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * How often all threads together did what they do. JMH joins the threads before it tears a trial
 * down, so their plain counters can then be read.
 */
@State(Scope.Benchmark)
public class Tally {

  private final List<Counted> threads = new CopyOnWriteArrayList<>();

  void add(Counted thread) {
    threads.add(thread);
  }

  long sum() {
    return threads.stream().mapToLong(thread -> thread.count).sum();
  }
}
