/** What every seam is given: the plan of a script, and the recording of what it did. */
package dev.redial.test.inject;
