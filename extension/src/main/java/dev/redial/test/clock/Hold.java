package dev.redial.test.clock;

/** Keeps a {@link FakeClock} from moving until it is closed; closing it again does nothing. */
public interface Hold extends AutoCloseable {

  /** Lets the clock move again. */
  @Override
  void close();
}
