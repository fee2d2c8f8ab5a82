package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Jitter;
import dev.redial.call.CallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallReporterTest {

  private final Logger logger = Logger.getLogger("dev.redial");
  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  /** Guarantee 33: a listener that throws is logged; the call and other listeners go on. */
  @ParameterizedTest
  @EnumSource
  void swallowsAndLogsWhatListenersThrow(Shape shape) {
    RecordingTime time = new RecordingTime();
    List<CallEvent> heard = new ArrayList<>();
    Retry retry =
        Retry.builder("pay")
            .policy(RetryPolicy.builder().jitter(Jitter.none()).build())
            .time(time)
            .listener(
                event -> {
                  throw new IllegalStateException("listener");
                })
            .listener(heard::add)
            .build();

    assertThat(shape.run(retry, time, Script.of(new TimeoutException(), "ok")).result())
        .isEqualTo("ok");

    assertThat(heard).hasSize(7);
    assertThat(logged).hasSize(7);
    assertThat(logged.get(0).getMessage())
        .isEqualTo("A listener of 'pay' threw on CallStarted; the call goes on.");
    assertThat(logged.get(0).getThrown()).hasMessage("listener");
  }
}
