package dev.redial.test.inject.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port that is bound but not listened on: connections to it are refused, and the system gives it
 * to nobody who asks for a free port.
 *
 * <p>On Linux a listener can be opened on it while it is held. Where that is not so, it must be
 * closed first.
 */
final class ReservedPort implements Closeable {

  private final Socket socket;

  private ReservedPort(Socket socket) {
    this.socket = socket;
  }

  static ReservedPort hold(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(LoopbackListener.address(), port));
      return new ReservedPort(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
