package dev.redial.test.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.failure.Classifier;
import dev.redial.test.script.Fault;
import java.net.ConnectException;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class JdbcDialectTest {

  interface Orders {
    String find(int id) throws SQLException;

    void count() throws SQLTimeoutException;

    ResultSet all();

    String plain() throws Exception;
  }

  private final Dialect dialect = Dialect.jdbc();

  private static TargetMethod method(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .map(method -> TargetMethod.of(type, method))
        .findFirst()
        .orElseThrow();
  }

  private Throwable shown(Fault fault) {
    return Targets.error(dialect.show(fault, method(Orders.class, "find")));
  }

  private String state(Fault fault) {
    return ((SQLException) shown(fault)).getSQLState();
  }

  @Test
  void speaksForWhatIsOfJdbc() {
    assertThat(
            Stream.of(
                method(Orders.class, "find"),
                method(Orders.class, "count"),
                method(Orders.class, "all"),
                method(DataSource.class, "getConnection"),
                method(Connection.class, "commit")))
        .allMatch(dialect::speaksFor);
    assertThat(dialect.speaksFor(method(Orders.class, "plain"))).isFalse();
  }

  @Test
  void tellsATimeoutByItsState() {
    assertThat(shown(Fault.timeout()))
        .isExactlyInstanceOf(SQLTimeoutException.class)
        .hasMessage("canceling statement due to timeout [fault charge#2]");
    assertThat(state(Fault.timeout())).isEqualTo("57014");
  }

  @Test
  void tellsAConnectionThatNeverWasFromOneThatIsLost() {
    assertThat(shown(Fault.refused()))
        .isExactlyInstanceOf(SQLTransientConnectionException.class)
        .hasCauseExactlyInstanceOf(ConnectException.class);
    assertThat(state(Fault.refused())).isEqualTo("08001");
    assertThat(shown(Fault.reset()))
        .isExactlyInstanceOf(SQLNonTransientConnectionException.class)
        .hasCauseExactlyInstanceOf(SocketException.class);
    assertThat(state(Fault.reset())).isEqualTo("08006");
    assertThat(Classifier.standard().classify(null, shown(Fault.refused())))
        .hasToString("TRANSIENT, before sending");
  }

  @Test
  void hasNoStatuses() {
    assertThat(dialect.show(Fault.status(503), method(Orders.class, "find")))
        .isEqualTo(
            Showing.refused(
                "a database has no status 503", "Write 'timeout', 'refused' or 'reset'."));
  }
}
