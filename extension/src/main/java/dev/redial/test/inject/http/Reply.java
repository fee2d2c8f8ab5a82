package dev.redial.test.inject.http;

import dev.redial.failure.Failure;
import dev.redial.failure.RetryAfter;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sends an answer, all of it in one write. */
final class Reply implements Reaction {

  private final Answer answer;
  private final String remark;
  private final Instant now;
  private final boolean head;
  private final boolean keep;
  private final byte[] bytes;

  /**
   * An answer to {@code request}.
   *
   * @param request {@code null} if it could not be read; the connection then ends
   * @param remark what the timeline adds to the status; may be empty
   */
  Reply(@Nullable HttpRequest request, Answer answer, String remark, Instant now) {
    this.answer = answer;
    this.remark = remark;
    this.now = now;
    this.head = request != null && request.method().equals("HEAD");
    this.keep =
        request != null && request.keepsAlive() && !answer.headers().lists("Connection", "close");
    this.bytes = bytes(request != null && request.isHttp10());
  }

  private byte[] bytes(boolean http10) {
    String connection = keep ? (http10 ? "keep-alive" : "") : "close";
    return HttpAnswerWriter.bytes(answer, now, head, connection);
  }

  @Override
  public String words() {
    return remark.isEmpty() ? "" + answer.status() : answer.status() + " (" + remark + ")";
  }

  @Override
  public @Nullable Failure failure() {
    if (answer.status() < 400) {
      return null;
    }
    return Failure.ofStatus(answer.status())
        .withRetryAfter(
            answer.headers().first("Retry-After").flatMap(RetryAfter::parse).orElse(null));
  }

  @Override
  public boolean play(Socket connection) throws IOException {
    connection.getOutputStream().write(bytes);
    return keep;
  }
}
