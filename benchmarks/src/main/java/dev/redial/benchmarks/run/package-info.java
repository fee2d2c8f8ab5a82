/** Runs all cases, judges them by their goals and writes the tables. */
@NullMarked
package dev.redial.benchmarks.run;

import org.jspecify.annotations.NullMarked;
