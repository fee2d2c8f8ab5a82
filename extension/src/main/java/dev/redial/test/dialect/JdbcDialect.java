package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.net.ConnectException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;

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
    return Showing.throwing(
        SQLTransientConnectionException.class,
        call ->
            new SQLTransientConnectionException(
                call.message("Connection refused"),
                NOT_CONNECTED,
                new ConnectException("Connection refused")));
  }

  @Override
  Showing reset(TargetMethod method) {
    return Showing.throwing(
        SQLNonTransientConnectionException.class,
        call ->
            new SQLNonTransientConnectionException(
                call.message("Connection reset"),
                CONNECTION_FAILED,
                new SocketException("Connection reset")));
  }

  @Override
  Showing status(Fault.Status status, TargetMethod method) {
    return Showing.refused(
        "a database has no status " + status.code(), "Write 'timeout', 'refused' or 'reset'.");
  }
}
