package dev.redial.test.inject.http;

import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Ends the connection with a TCP RST, without a byte of an answer. */
final class ResetConnection implements Reaction {

  @Override
  public String words() {
    return "reset";
  }

  @Override
  public @Nullable Failure failure() {
    return Failure.of(FailureKind.TRANSIENT);
  }

  @Override
  public boolean play(Socket connection) throws IOException {
    // A close that lingers for no time drops what is unsent and sends RST in place of FIN.
    connection.setSoLinger(true, 0);
    connection.close();
    return false;
  }
}
