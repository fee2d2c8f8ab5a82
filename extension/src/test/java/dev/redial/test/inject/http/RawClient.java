package dev.redial.test.inject.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection on which a test says exactly what it wants, and reads exactly what comes. */
final class RawClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket(LoopbackListener.address(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  RawClient request(String methodAndPath) throws IOException {
    return send(methodAndPath + " HTTP/1.1\r\nHost: test\r\n\r\n");
  }

  /** One answer: status line, headers, and as much body as they announce. */
  String answer() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the connection ended after '" + head + "'");
      }
      head.append((char) c);
    }
    int length = 0;
    for (String line : head.toString().split("\r\n", -1)) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** The next byte, or -1 at the end; throws what the socket throws. */
  int read() throws IOException {
    return in.read();
  }

  void giveUpAfter(Duration patience) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
