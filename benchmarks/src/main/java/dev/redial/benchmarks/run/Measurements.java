package dev.redial.benchmarks.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** All iterations of all rounds, by what was measured. */
final class Measurements {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Map<Key, List<IterationResult>> iterations = new LinkedHashMap<>();

  Measurements(Collection<RunResult> rounds) {
    for (RunResult round : rounds) {
      List<IterationResult> known =
          iterations.computeIfAbsent(Key.of(round.getParams()), key -> new ArrayList<>());
      for (BenchmarkResult fork : round.getBenchmarkResults()) {
        known.addAll(fork.getIterationResults());
      }
    }
  }

  /** The depths of a case, one empty text if it has none; nothing if it was not run. */
  Collection<String> depths(Case which) {
    TreeSet<String> depths = new TreeSet<>();
    iterations.keySet().stream().filter(key -> key.isOf(which)).forEach(k -> depths.add(k.depth()));
    return depths;
  }

  List<Row> rows(Case which, String depth) {
    return iterations.keySet().stream()
        .filter(key -> key.isOf(which) && key.depth().equals(depth))
        .map(this::row)
        .sorted(Row.ORDER)
        .toList();
  }

  private Row row(Key key) {
    double bare = has(key.bare()) ? nanos(key.bare()).median() : Double.NaN;
    double timesOneThread =
        key.threads() > 1 && has(key.alone())
            ? key.threads() * nanos(key.alone()).median() / nanos(key).median()
            : Double.NaN;
    return new Row(key.library(), nanos(key), bytes(key), bare, timesOneThread);
  }

  private boolean has(Key key) {
    return iterations.containsKey(key);
  }

  private Sample nanos(Key key) {
    return sample(key, IterationResult::getPrimaryResult);
  }

  private Sample bytes(Key key) {
    return sample(
        key, iteration -> Objects.requireNonNull(iteration.getSecondaryResults().get(ALLOCATED)));
  }

  private Sample sample(Key key, Function<IterationResult, Result<?>> result) {
    return new Sample(
        Objects.requireNonNull(iterations.get(key)).stream()
            .map(iteration -> result.apply(iteration).getScore())
            .toList());
  }
}
