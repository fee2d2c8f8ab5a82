package dev.redial.test.clock;

import dev.redial.time.TimeSource;
import dev.redial.time.TimeSourceContract;
import org.junit.jupiter.api.AfterEach;

class FakeClockContractTest extends TimeSourceContract {

  private final FakeClock clock = new FakeClock();

  @Override
  protected TimeSource time() {
    return clock;
  }

  @AfterEach
  void close() {
    clock.close();
  }
}
