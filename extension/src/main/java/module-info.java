/** The test kit: scripted failures, a clock the test owns, assertions over the timeline. */
@org.jspecify.annotations.NullMarked
module dev.redial.test {
  requires transitive dev.redial;
  requires transitive org.assertj.core;
  requires static org.jspecify;
  requires static com.google.errorprone.annotations;

  exports dev.redial.test.assertions;
  exports dev.redial.test.report;
  exports dev.redial.test.timeline;
}
