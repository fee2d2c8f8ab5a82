package dev.redial.test.inject.http;

import dev.redial.failure.Failure;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** What the server does about one request, down on the socket. Each kind is a file of its own. */
interface Reaction {

  /** What it does, as the timeline says it. */
  String words();

  /** What it means to a client, or {@code null} if it is a success. */
  @Nullable Failure failure();

  /**
   * Does it.
   *
   * @return whether the connection can carry another request
   */
  boolean play(Socket connection) throws IOException;
}
