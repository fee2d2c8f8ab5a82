package dev.redial.test.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.failure.Causes;
import dev.redial.failure.Classifier;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcDialectTest {

  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  interface Orders {
    String get(String id) throws StatusRuntimeException;

    String checked(String id) throws StatusException;

    void streamed(String id, StreamObserver<String> answers);

    String plain();
  }

  /** As the generated ones are. */
  static class OrdersStub extends AbstractBlockingStub<OrdersStub> {

    OrdersStub(Channel channel, CallOptions options) {
      super(channel, options);
    }

    @Override
    protected OrdersStub build(Channel channel, CallOptions options) {
      return new OrdersStub(channel, options);
    }

    public String get(String id) {
      return ClientCalls.blockingUnaryCall(getChannel(), GET, getCallOptions(), id);
    }
  }

  private static final MethodDescriptor.Marshaller<String> TEXT =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(String value) {
          return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
          try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException impossible) {
            throw new AssertionError(impossible);
          }
        }
      };

  private static final MethodDescriptor<String, String> GET =
      MethodDescriptor.newBuilder(TEXT, TEXT)
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("Orders/get")
          .build();

  private final Dialect dialect = Dialect.grpc();

  private static TargetMethod method(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .map(method -> TargetMethod.of(type, method))
        .findFirst()
        .orElseThrow();
  }

  private StatusRuntimeException shown(String script) {
    Fault fault = Script.parse(script).steps().get(0).fault();
    return (StatusRuntimeException) Targets.error(dialect.show(fault, method(Orders.class, "get")));
  }

  @Test
  void speaksForStubsAndForWhoeverDeclaresItsExceptions() {
    assertThat(dialect.speaksFor(method(Orders.class, "get"))).isTrue();
    assertThat(dialect.speaksFor(method(Orders.class, "checked"))).isTrue();
    assertThat(dialect.speaksFor(method(Orders.class, "streamed"))).isTrue();
    assertThat(dialect.speaksFor(method(OrdersStub.class, "get"))).isTrue();
    assertThat(dialect.speaksFor(method(Orders.class, "plain"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT",
    "401, UNAUTHENTICATED",
    "403, PERMISSION_DENIED",
    "404, NOT_FOUND",
    "409, ABORTED",
    "429, RESOURCE_EXHAUSTED",
    "499, CANCELLED",
    "500, INTERNAL",
    "501, UNIMPLEMENTED",
    "503, UNAVAILABLE",
    "504, DEADLINE_EXCEEDED"
  })
  void pairsStatusesAsGoogleDoes(int http, Status.Code code) {
    assertThat(shown(String.valueOf(http)).getStatus().getCode()).isEqualTo(code);
  }

  @Test
  void refusesAStatusThatHasNoCounterpart() {
    assertThat(dialect.show(Fault.status(418), method(Orders.class, "get")))
        .isEqualTo(
            Showing.refused(
                "gRPC has no status for 418",
                "Write one of [400, 401, 403, 404, 409, 429, 499, 500, 501, 503, 504]."));
    assertThat(dialect.show(Fault.status(200), method(Orders.class, "get")))
        .isInstanceOf(Showing.Refused.class);
  }

  @Test
  void tellsRetryAfterAsAPushback() {
    assertThat(shown("429(Retry-After: 7)").getTrailers().get(PUSHBACK)).isEqualTo("7000");
    assertThat(shown("429(Retry-After: date(+7s))").getTrailers().get(PUSHBACK)).isEqualTo("7000");
    assertThat(shown("429(grpc-retry-pushback-ms: -1)").getTrailers().get(PUSHBACK))
        .isEqualTo("-1");
    assertThat(shown("429(X-Shard: b)").getTrailers().keys()).containsExactly("x-shard");
  }

  @Test
  void refusesHeadersThatCannotBeTrailers() {
    Fault soon = Fault.status(429).header("Retry-After", "soon");
    assertThat(dialect.show(soon, method(Orders.class, "get")))
        .isEqualTo(
            Showing.refused(
                "Retry-After: soon is no time that gRPC could tell",
                "Write 'grpc-retry-pushback-ms: soon' for a pushback that is wrong on purpose."));
    assertThat(dialect.show(Fault.status(429).header("x-bin", "1"), method(Orders.class, "get")))
        .isInstanceOf(Showing.Refused.class);
    assertThat(dialect.show(Fault.status(429).header("x!", "1"), method(Orders.class, "get")))
        .isInstanceOf(Showing.Refused.class);
  }

  @Test
  void throwsTheCheckedExceptionWhereThatIsDeclared() {
    Showing showing = dialect.show(Fault.timeout(), method(Orders.class, "checked"));

    assertThat(Targets.error(showing)).isExactlyInstanceOf(StatusException.class);
  }

  @Test
  void refusesMethodsWhoseErrorsReachAnObserver() {
    assertThat(dialect.show(Fault.timeout(), method(Orders.class, "streamed")))
        .isInstanceOfSatisfying(
            Showing.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo("its errors reach a StreamObserver, which no script calls"));
  }

  /** What a server sent, and what the dialect shows, cannot be told apart. */
  @ParameterizedTest
  @CsvSource({"429, RESOURCE_EXHAUSTED", "503, UNAVAILABLE", "404, NOT_FOUND"})
  void showsAStatusAsARealStubDoes(int http, Status.Code code) throws Exception {
    Metadata trailers = new Metadata();
    trailers.put(PUSHBACK, "7000");
    StatusRuntimeException sent =
        new StatusRuntimeException(code.toStatus().withDescription("slow down"), trailers);

    StatusRuntimeException real = fromServer(sent);
    StatusRuntimeException shown = shown(http + "(Retry-After: 7) 'slow down'");

    assertThat(shown).hasSameClassAs(real);
    assertThat(shown.getStatus().getCode()).isEqualTo(real.getStatus().getCode());
    assertThat(shown.getStatus().getDescription())
        .isEqualTo(real.getStatus().getDescription() + " [fault charge#2]");
    assertThat(shown.getTrailers().get(PUSHBACK)).isEqualTo(real.getTrailers().get(PUSHBACK));
  }

  private static StatusRuntimeException fromServer(StatusRuntimeException sent) throws Exception {
    String name = InProcessServerBuilder.generateName();
    Server server =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(
                ServerServiceDefinition.builder("Orders")
                    .addMethod(
                        GET, ServerCalls.asyncUnaryCall((request, answer) -> answer.onError(sent)))
                    .build())
            .build()
            .start();
    ManagedChannel channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    try {
      return error(channel, CallOptions.DEFAULT);
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  private static StatusRuntimeException error(Channel channel, CallOptions options) {
    return (StatusRuntimeException) catchThrowable(() -> new OrdersStub(channel, options).get("1"));
  }

  @Test
  void showsATimeoutAsARealStubDoes() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertTwins(overNetty(silent.getLocalPort(), Duration.ofMillis(300)), shown("timeout"));
    }
  }

  @Test
  void showsARefusedConnectionAsARealStubDoes() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    StatusRuntimeException shown = shown("refused");

    assertTwins(overNetty(port, Duration.ofSeconds(20)), shown);
    assertThat(Causes.of(shown)).anyMatch(java.net.ConnectException.class::isInstance);
  }

  @Test
  void showsAResetAsARealStubDoes() throws Exception {
    try (ServerSocket resetting = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> reset =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = resetting.accept()) {
                  assertThat(socket.getInputStream().read()).isPositive();
                  socket.setSoLinger(true, 0);
                } catch (IOException error) {
                  throw new AssertionError(error);
                }
              });

      StatusRuntimeException real = overNetty(resetting.getLocalPort(), Duration.ofSeconds(20));

      reset.get(20, TimeUnit.SECONDS);
      StatusRuntimeException shown = shown("reset");
      assertThat(shown.getStatus().getCode()).isEqualTo(real.getStatus().getCode());
      assertThat(real.getStatus().getCause()).isInstanceOf(IOException.class);
      assertThat(shown.getStatus().getCause()).isExactlyInstanceOf(IOException.class);
    }
  }

  /** Without a word of the real causes, which are netty's own. */
  private static void assertTwins(StatusRuntimeException real, StatusRuntimeException shown) {
    assertThat(shown.getStatus().getCode()).isEqualTo(real.getStatus().getCode());
    assertThat(String.valueOf(Classifier.standard().classify(null, shown)))
        .isEqualTo(String.valueOf(Classifier.standard().classify(null, real)));
  }

  @Test
  void showsAnUnknownHostAsARealStubDoes() {
    StatusRuntimeException real = overNetty("unknown.invalid", 9, Duration.ofSeconds(20));
    StatusRuntimeException shown = shown("dns");

    assertTwins(real, shown);
    assertThat(shown.getMessage()).startsWith(real.getMessage());
    assertThat(shown).hasRootCauseExactlyInstanceOf(UnknownHostException.class);
    assertThat(real).hasRootCauseExactlyInstanceOf(UnknownHostException.class);
  }

  private static StatusRuntimeException overNetty(int port, Duration deadline) {
    return overNetty(InetAddress.getLoopbackAddress().getHostAddress(), port, deadline);
  }

  private static StatusRuntimeException overNetty(String host, int port, Duration deadline) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(host, port).usePlaintext().disableRetry().build();
    try {
      return error(
          channel,
          CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } finally {
      channel.shutdownNow();
    }
  }
}
