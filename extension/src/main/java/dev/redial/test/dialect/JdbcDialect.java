package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Function;

/** See {@link Dialect#jdbc()}. */
final class JdbcDialect extends ClientDialect {

  /** The statement was cancelled: what PostgreSQL, H2 and Db2 say of one that took too long. */
  private static final String QUERY_CANCELED = "57014";

  /** The client could not establish the connection. */
  private static final String NOT_CONNECTED = "08001";

  /** The connection failed. */
  private static final String CONNECTION_FAILED = "08006";

  JdbcDialect() {
    super("JDBC");
  }

  @Override
  public boolean speaksFor(TargetMethod method) {
    return method.declares(SQLException.class)
        || method.answerClass().getPackageName().equals("java.sql");
  }

  @Override
  Showing timeout(TargetMethod method) {
    return Showing.throwing(
        SQLTimeoutException.class,
        call ->
            new SQLTimeoutException(
                call.message("canceling statement due to timeout"), QUERY_CANCELED));
  }

  @Override
  Showing refused(TargetMethod method) {
    return unconnected("Connection refused", ConnectException::new);
  }

  @Override
  Showing unknownHost(TargetMethod method) {
    return unconnected("unknown.invalid", UnknownHostException::new);
  }

  private static Showing unconnected(String text, Function<String, Exception> cause) {
    return Showing.throwing(
        SQLTransientConnectionException.class,
        call ->
            new SQLTransientConnectionException(
                call.message(text), NOT_CONNECTED, cause.apply(text)));
  }

  @Override
  Showing reset(TargetMethod method) {
    return lost(call -> new SocketException(call.message("Connection reset")));
  }

  @Override
  Showing tls(Fault.Tls fault, TargetMethod method) {
    return lost(call -> TlsErrors.of(fault, call));
  }

  private static Showing lost(Function<Injection, Exception> marked) {
    return Showing.throwing(
        SQLNonTransientConnectionException.class,
        call -> {
          Exception cause = marked.apply(call);
          return new SQLNonTransientConnectionException(
              cause.getMessage(), CONNECTION_FAILED, cause);
        });
  }

  @Override
  Showing status(Fault.Status status, TargetMethod method) {
    return Showing.refused(
        "a database has no status " + status.code(), "Write 'timeout', 'refused' or 'reset'.");
  }
}
