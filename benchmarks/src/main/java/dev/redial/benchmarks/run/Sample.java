package dev.redial.benchmarks.run;

import java.util.List;

/** Some measurements of one thing, sorted; at least one. */
record Sample(List<Double> values) {

  Sample {
    values = values.stream().sorted().toList();
    if (values.isEmpty()) {
      throw new IllegalArgumentException("A sample needs at least one measurement.");
    }
  }

  double median() {
    int size = values.size();
    return (values.get((size - 1) / 2) + values.get(size / 2)) / 2;
  }

  double min() {
    return values.get(0);
  }

  double max() {
    return values.get(values.size() - 1);
  }
}
