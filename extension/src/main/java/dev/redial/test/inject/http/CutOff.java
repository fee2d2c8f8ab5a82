package dev.redial.test.inject.http;

import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** The server has closed the connection before there was an answer; nothing is left to do. */
final class CutOff implements Reaction {

  @Override
  public String words() {
    return "cut off by the server's end";
  }

  @Override
  public @Nullable Failure failure() {
    return Failure.of(FailureKind.TRANSIENT);
  }

  @Override
  public boolean play(Socket connection) {
    return false;
  }
}
