/** One class per case, one method per library and one for the bare operation. */
@NullMarked
package dev.redial.benchmarks.cases;

import org.jspecify.annotations.NullMarked;
