/** The settings of every library, one class each. */
@NullMarked
package dev.redial.benchmarks.guards;

import org.jspecify.annotations.NullMarked;
