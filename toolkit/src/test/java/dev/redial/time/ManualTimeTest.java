package dev.redial.time;

class ManualTimeTest extends TimeSourceContract {

  private final ManualTime time = new ManualTime();

  @Override
  protected TimeSource time() {
    return time;
  }
}
