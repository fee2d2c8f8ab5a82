package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** See {@link Dialect#grpc()}. */
final class GrpcDialect extends ClientDialect {

  private static final String STUB = "io.grpc.stub.AbstractStub";
  private static final String OBSERVER = "io.grpc.stub.StreamObserver";

  /** The statuses of HTTP as {@code google.rpc.Code} pairs them with gRPC's own. */
  private static final Map<Integer, Status> BY_HTTP =
      Map.ofEntries(
          Map.entry(400, Status.INVALID_ARGUMENT),
          Map.entry(401, Status.UNAUTHENTICATED),
          Map.entry(403, Status.PERMISSION_DENIED),
          Map.entry(404, Status.NOT_FOUND),
          Map.entry(409, Status.ABORTED),
          Map.entry(429, Status.RESOURCE_EXHAUSTED),
          Map.entry(499, Status.CANCELLED),
          Map.entry(500, Status.INTERNAL),
          Map.entry(501, Status.UNIMPLEMENTED),
          Map.entry(503, Status.UNAVAILABLE),
          Map.entry(504, Status.DEADLINE_EXCEEDED));

  GrpcDialect() {
    super("gRPC");
  }

  @Override
  public boolean speaksFor(TargetMethod method) {
    return method.declares(StatusRuntimeException.class)
        || method.declares(StatusException.class)
        || isStub(method.method().getDeclaringClass())
        || observes(method);
  }

  private static boolean isStub(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent != null && (parent.getName().equals(STUB) || isStub(parent));
  }

  private static boolean observes(TargetMethod method) {
    return Arrays.stream(method.method().getParameterTypes())
        .anyMatch(type -> type.getName().equals(OBSERVER));
  }

  @Override
  Showing timeout(TargetMethod method) {
    return failing(
        method,
        call ->
            Status.DEADLINE_EXCEEDED.withDescription(call.message("CallOptions deadline exceeded")),
        call -> new Metadata());
  }

  @Override
  Showing refused(TargetMethod method) {
    return unavailable(method, "io exception", call -> new ConnectException("Connection refused"));
  }

  /** An IOException of no finer class, as from netty's native transport. */
  @Override
  Showing reset(TargetMethod method) {
    return unavailable(method, "io exception", call -> new IOException("Connection reset by peer"));
  }

  @Override
  Showing unknownHost(TargetMethod method) {
    return unavailable(
        method,
        "Unable to resolve host unknown.invalid",
        call -> new RuntimeException(new UnknownHostException("unknown.invalid")));
  }

  @Override
  Showing tls(Fault.Tls fault, TargetMethod method) {
    return unavailable(method, "io exception", call -> TlsErrors.of(fault, call));
  }

  private static Showing unavailable(
      TargetMethod method, String text, Function<Injection, Exception> cause) {
    return failing(
        method,
        call -> Status.UNAVAILABLE.withDescription(call.message(text)).withCause(cause.apply(call)),
        call -> new Metadata());
  }

  @Override
  Showing status(Fault.Status fault, TargetMethod method) {
    Status status = BY_HTTP.get(fault.code());
    if (status == null) {
      return Showing.refused(
          "gRPC has no status for " + fault.code(),
          "Write one of " + new TreeSet<>(BY_HTTP.keySet()) + ".");
    }
    return GrpcTrailers.complaint(fault)
        .orElseGet(
            () ->
                failing(
                    method,
                    call -> status.withDescription(call.message(fault.body().orElse(""))),
                    call -> GrpcTrailers.at(fault, call.now())));
  }

  private static Showing failing(
      TargetMethod method,
      Function<Injection, Status> status,
      Function<Injection, Metadata> trailers) {
    if (observes(method)) {
      return Showing.refused(
          "its errors reach a StreamObserver, which no script calls",
          "Wrap a blocking method, or let a server at hand send the error.");
    }
    return method.declares(StatusException.class)
        ? Showing.throwing(
            StatusException.class,
            call -> new StatusException(status.apply(call), trailers.apply(call)))
        : Showing.throwing(
            StatusRuntimeException.class,
            call -> new StatusRuntimeException(status.apply(call), trailers.apply(call)));
  }
}
