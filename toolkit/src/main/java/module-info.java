/** Retry and circuit breaking that can be trusted in production. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the test kit is built later
module dev.redial {
  requires java.net.http;
  requires static org.jspecify;
  requires static com.google.errorprone.annotations;
  requires static jdk.jfr;
  requires static micrometer.core;
  requires static io.opentelemetry.api;
  requires static io.opentelemetry.context;

  exports dev.redial;
  exports dev.redial.backoff;
  exports dev.redial.breaker;
  exports dev.redial.budget;
  exports dev.redial.call;
  exports dev.redial.config;
  exports dev.redial.failure;
  exports dev.redial.fallback;
  exports dev.redial.hedge;
  exports dev.redial.metrics;
  exports dev.redial.observe;
  exports dev.redial.retry;
  exports dev.redial.time;
  exports dev.redial.timeout;
  exports dev.redial.text to
      dev.redial.test;
}
