/** The test kit: scripted failures, a clock the test owns, assertions over the timeline. */
@org.jspecify.annotations.NullMarked
module dev.redial.test {
  requires java.net.http;
  requires net.bytebuddy;
  requires transitive dev.redial;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;
  requires static com.google.errorprone.annotations;
  requires static micrometer.core;
  requires static java.sql;
  requires static io.grpc;
  requires static okhttp3;
  requires static org.apache.httpcomponents.client5.httpclient5;
  requires static org.apache.httpcomponents.core5.httpcore5;
  requires static org.reactivestreams;
  requires static reactor.core;
  requires static spring.core;
  requires static spring.web;

  uses dev.redial.test.dialect.Dialect;

  exports dev.redial.test.assertions;
  exports dev.redial.test.clock;
  exports dev.redial.test.dialect;
  exports dev.redial.test.inject;
  exports dev.redial.test.inject.http;
  exports dev.redial.test.inject.proxy;
  exports dev.redial.test.junit;
  exports dev.redial.test.report;
  exports dev.redial.test.script;
  exports dev.redial.test.timeline;

  opens dev.redial.test.junit to
      org.junit.platform.commons;
}
