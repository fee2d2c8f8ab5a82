package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/** See {@link Dialect#springWeb()}. */
final class SpringWebDialect extends ClientDialect {

  private static final String HTTP_INTERFACE = "org.springframework.web.service.annotation.";

  SpringWebDialect() {
    super("Spring RestClient");
  }

  /** Not for publishers, which are of Spring's other client, with errors of its own. */
  @Override
  public boolean speaksFor(TargetMethod method) {
    return !Publishers.isPublisher(method.method().getReturnType())
        && (HttpEntity.class.isAssignableFrom(method.answerClass())
            || method.declares(RestClientException.class)
            || isOfHttpInterface(method));
  }

  private static boolean isOfHttpInterface(TargetMethod method) {
    return Stream.of(method.method(), method.method().getDeclaringClass())
        .flatMap(place -> Arrays.stream(place.getAnnotations()))
        .map(Annotation::annotationType)
        .anyMatch(type -> type.getName().startsWith(HTTP_INTERFACE));
  }

  @Override
  Showing timeout(TargetMethod method) {
    return onTheWay("Read timed out", SocketTimeoutException::new);
  }

  @Override
  Showing refused(TargetMethod method) {
    return onTheWay("Connection refused", ConnectException::new);
  }

  @Override
  Showing reset(TargetMethod method) {
    return onTheWay("Connection reset", SocketException::new);
  }

  @Override
  Showing unknownHost(TargetMethod method) {
    return onTheWay("unknown.invalid", UnknownHostException::new);
  }

  @Override
  Showing tls(Fault.Tls fault, TargetMethod method) {
    return Showing.throwing(
        ResourceAccessException.class, call -> onTheWay(TlsErrors.of(fault, call)));
  }

  private static ResourceAccessException onTheWay(IOException marked) {
    return new ResourceAccessException("I/O error on request: " + marked.getMessage(), marked);
  }

  private static Showing onTheWay(String text, Function<String, IOException> cause) {
    return Showing.throwing(
        ResourceAccessException.class, call -> onTheWay(cause.apply(call.message(text))));
  }

  @Override
  Showing status(Fault.Status status, TargetMethod method) {
    if (status.isFailure()) {
      return Showing.throwing(
          RestClientResponseException.class, call -> SpringResponses.error(status, call));
    }
    if (!method.answersWith(ResponseEntity.class)) {
      return noAnswer(status, "a ResponseEntity", method);
    }
    ResponseBody body = ResponseBody.of(method);
    return body == ResponseBody.UNKNOWN && status.body().isPresent()
        ? Showing.refused(
            "nobody knows how to make a " + method.answerContent().getSimpleName() + " of its body",
            "Leave the body out, or return a ResponseEntity of String, byte[] or Void.")
        : Showing.returning(call -> SpringResponses.entity(status, body, call));
  }
}
