package dev.redial.test.inject.http;

import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Says nothing and keeps the connection until the client, or the server's close, ends it. */
final class NeverAnswer implements Reaction {

  @Override
  public String words() {
    return "never answered";
  }

  @Override
  public @Nullable Failure failure() {
    return Failure.of(FailureKind.TRANSIENT);
  }

  @Override
  public boolean play(Socket connection) throws IOException {
    InputStream in = connection.getInputStream();
    byte[] ignored = new byte[1024];
    while (in.read(ignored) >= 0) {
      // Whatever else the client says is not answered either.
    }
    return false;
  }
}
