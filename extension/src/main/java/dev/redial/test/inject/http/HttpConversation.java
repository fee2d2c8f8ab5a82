package dev.redial.test.inject.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** HTTP/1.1 on one connection: reads a request, does what the desk decides, and so on. */
final class HttpConversation implements LoopbackListener.Conversation {

  private static final long FAREWELL = TimeUnit.SECONDS.toNanos(2);

  private final Desk desk;

  /** Decides what to do about a request. */
  interface Desk {
    /**
     * Decides about a request.
     *
     * @param closed whether the server has meanwhile closed the connection
     */
    Reaction decide(HttpRequest request, BooleanSupplier closed);

    /** Decides about something that is no request; the connection ends after it. */
    Reaction refuse(BadRequestException reason);
  }

  HttpConversation(Desk desk) {
    this.desk = desk;
  }

  @Override
  public void hold(Socket connection) throws IOException {
    HttpRequestReader reader =
        new HttpRequestReader(
            connection.getInputStream(),
            () -> connection.getOutputStream().write(HttpAnswerWriter.goOn()));
    try {
      HttpRequest request = reader.read();
      while (request != null && desk.decide(request, connection::isClosed).play(connection)) {
        request = reader.read();
      }
    } catch (BadRequestException e) {
      desk.refuse(e).play(connection);
    }
    bidFarewell(connection);
  }

  /**
   * Lets the client close first. A socket that is closed while bytes lie unread sends RST, which
   * may wipe out the answer before the client has read it (RFC 9112, section 9.6).
   */
  private static void bidFarewell(Socket connection) throws IOException {
    if (connection.isClosed()) {
      return;
    }
    connection.shutdownOutput();
    InputStream in = connection.getInputStream();
    byte[] ignored = new byte[8 * 1024];
    long end = System.nanoTime() + FAREWELL;
    long left = FAREWELL;
    while (left > 0) {
      connection.setSoTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
      if (in.read(ignored) < 0) {
        return;
      }
      left = end - System.nanoTime();
    }
  }
}
