package dev.redial.test.inject.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestReaderTest {

  private int signals;

  private HttpRequestReader reader(InputStream in) {
    return new HttpRequestReader(in, () -> signals++);
  }

  private HttpRequestReader reader(String text) {
    return reader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private HttpRequest read(String text) throws Exception {
    return required(reader(text).read());
  }

  private static HttpRequest required(@Nullable HttpRequest request) {
    assertThat(request).isNotNull();
    return request;
  }

  private static String body(HttpRequest request) {
    return new String(request.body(), StandardCharsets.ISO_8859_1);
  }

  private void assertRefused(int status, String text) {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> reader(text).read())
        .satisfies(e -> assertThat(e.status()).as(e.getMessage()).isEqualTo(status));
  }

  /** What a network may do: one byte at a time. */
  private static InputStream dribble(String text) {
    return new FilterInputStream(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return super.read(bytes, from, Math.min(1, length));
      }
    };
  }

  @Nested
  class RequestLineAndHeaders {

    @Test
    void areReadAsTheyWereSent() throws Exception {
      HttpRequest request =
          read("GET /orders/42?full=1 HTTP/1.1\r\nHost: a\r\nX-Two: 1\r\nx-two:\t2 \r\n\r\n");

      assertThat(request.method()).isEqualTo("GET");
      assertThat(request.target()).isEqualTo("/orders/42?full=1");
      assertThat(request.headers().all("X-TWO")).containsExactly("1", "2");
      assertThat(request.headers().entries().get(2).getKey()).isEqualTo("x-two");
      assertThat(request.body()).isEmpty();
    }

    @Test
    void mayEndInBareLineFeeds() throws Exception {
      assertThat(read("GET / HTTP/1.1\nHost: a\n\n").headers().first("host")).contains("a");
    }

    @Test
    void mayFollowAFewEmptyLines() throws Exception {
      assertThat(read("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").target()).isEqualTo("/");
    }

    @Test
    void areNotAwaitedForEver() {
      assertRefused(400, "\r\n".repeat(100));
    }

    @ParameterizedTest
    @CsvSource({
      "GET http://host:80/a?b HTTP/1.1, /a?b",
      "GET http://host HTTP/1.1, /",
      "GET HTTPS://host?b HTTP/1.1, /?b",
      "OPTIONS * HTTP/1.1, *",
      "CONNECT host:443 HTTP/1.1, host:443",
    })
    void takeEveryFormOfATarget(String line, String target) throws Exception {
      assertThat(read(line + "\r\nHost: host\r\n\r\n").target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "GET",
          "GET /",
          "GET / HTTP/1.1 ",
          "GET  / HTTP/1.1",
          " GET / HTTP/1.1",
          "GET /a b HTTP/1.1",
          "G@T / HTTP/1.1",
          "GET / http/1.1",
          "GET / HTTP/11",
          "GET orders HTTP/1.1",
          "GET * HTTP/1.1",
          "GET /\u0000 HTTP/1.1",
          "GET /\r HTTP/1.1",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
        })
    void refuseALineThatIsNoRequest(String line) {
      assertRefused(400, line + "\r\nHost: a\r\n\r\n");
    }

    @Test
    void refuseAnotherVersion() {
      assertRefused(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".replace("*", "/"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "no colon",
          ": no name",
          "Name : space before the colon",
          "Na me: space in the name",
          "Name: control \u0001",
          "Name: nul \u0000",
          "Name: carriage \r return",
          "Name: one\r\n folded",
          "Name: one\r\n\tfolded",
        })
    void refuseAHeaderThatIsNone(String header) {
      assertRefused(400, "GET / HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n");
    }

    @Test
    void refuseAnythingButOneHost() throws Exception {
      assertRefused(400, "GET / HTTP/1.1\r\n\r\n");
      assertRefused(400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n");
      assertThat(read("GET / HTTP/1.0\r\n\r\n").isHttp10()).isTrue();
    }

    @Test
    void haveALimitInEveryDirection() throws Exception {
      String start = "GET / HTTP/1.1\r\nHost: a\r\n";
      assertRefused(414, "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertRefused(414, "a".repeat(9_000));
      assertRefused(431, start + "A: " + "a".repeat(9_000) + "\r\n\r\n");
      assertRefused(431, start + ("A: " + "a".repeat(996) + "\r\n").repeat(66) + "\r\n");
      assertRefused(431, start + "A:\r\n".repeat(20_000) + "\r\n");
      assertThat(read(start + ("A: " + "a".repeat(996) + "\r\n").repeat(60) + "\r\n").target())
          .isEqualTo("/");
    }
  }

  @Nested
  class Body {

    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\n";

    @Test
    void hasTheLengthThatWasAnnounced() throws Exception {
      assertThat(body(read(POST + "Content-Length: 5\r\n\r\nhello, and more"))).isEqualTo("hello");
      assertThat(body(read(POST + "Content-Length: 005\r\n\r\nhello"))).isEqualTo("hello");
      assertThat(body(read(POST + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nh")))
          .isEqualTo("h");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Content-Length: -1",
          "Content-Length: +1",
          "Content-Length: 1, 1",
          "Content-Length: 0x1",
          "Content-Length: \u00b2",
          "Content-Length:",
          "Content-Length: 1\r\nContent-Length: 2",
          "Content-Length: 1\r\nTransfer-Encoding: chunked",
        })
    void isRefusedIfItsLengthIsNotOneNumber(String headers) {
      assertRefused(400, POST + headers + "\r\n\r\nhello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10485761", "9999999999", "99999999999999999999999999"})
    void isRefusedIfItIsTooLong(String length) {
      assertRefused(413, POST + "Content-Length: " + length + "\r\n\r\n");
    }

    @Test
    void mayBeAsLongAsTheLimit() throws Exception {
      String ten = "x".repeat(10 * 1024 * 1024);
      assertThat(read(POST + "Content-Length: 10485760\r\n\r\n" + ten).body())
          .hasSize(10 * 1024 * 1024);
    }

    @Test
    void mayComeInChunks() throws Exception {
      assertThat(
              body(
                  read(
                      POST
                          + "Transfer-Encoding: Chunked\r\n\r\n"
                          + "5\r\nhello\r\n002 ;a=b\r\n, \r\nA\r\n0123456789\r\n"
                          + "0\r\nTrailer: dropped\r\n\r\n")))
          .isEqualTo("hello, 0123456789");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "x\r\n",
          "\r\n",
          "-1\r\nh\r\n0\r\n\r\n",
          "5\r\nhello!\r\n0\r\n\r\n",
          "5\r\nhello",
          "5\r\nhel",
          "5\r\nhello\r\n",
          "5\r\nhello\r\n0\r\n",
          "\uff15\r\nhello\r\n0\r\n\r\n",
        })
    void isRefusedIfItsChunksAreBroken(String chunks) {
      assertRefused(400, POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
    }

    @Test
    void isRefusedIfItsChunksAreTooLong() {
      String start = POST + "Transfer-Encoding: chunked\r\n\r\n";
      assertRefused(413, start + "A00001\r\n");
      assertRefused(413, start + "ffffffffffffffff\r\n");
      String mebibyte = "100000\r\n" + "x".repeat(1024 * 1024) + "\r\n";
      assertRefused(413, start + mebibyte.repeat(10) + "1\r\nx\r\n0\r\n\r\n");
      assertRefused(431, start + "0\r\n" + "A: b\r\n".repeat(20_000) + "\r\n");
    }

    @Test
    void isRefusedInAnUnknownCoding() {
      assertRefused(501, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n");
      assertRefused(400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    @Test
    void isAskedForIfTheClientWaits() throws Exception {
      String announced = POST + "Expect: 100-Continue\r\nContent-Length: 5\r\n\r\n";
      HttpRequestReader reader =
          reader(
              new java.io.SequenceInputStream(
                  new ByteArrayInputStream(announced.getBytes(StandardCharsets.ISO_8859_1)),
                  new ByteArrayInputStream("hello".getBytes(StandardCharsets.ISO_8859_1))));

      assertThat(body(required(reader.read()))).isEqualTo("hello");
      assertThat(signals).isEqualTo(1);
    }

    @Test
    void isNotAskedForIfItHasCome() throws Exception {
      read(POST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello");
      read("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello");
      read(POST + "Expect: 100-continue\r\n\r\n");

      assertThat(signals).isZero();
      assertRefused(417, POST + "Expect: miracles\r\n\r\n");
    }
  }

  @Nested
  class Connection {

    private static final String TWO =
        "PUT /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none"
            + "POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\ntwo\r\n0\r\n\r\n";

    @Test
    void carriesOneRequestAfterTheOther() throws Exception {
      HttpRequestReader reader = reader(TWO);

      assertThat(body(required(reader.read()))).isEqualTo("one");
      assertThat(body(required(reader.read()))).isEqualTo("two");
      assertThat(reader.read()).isNull();
      assertThat(reader.read()).isNull();
    }

    @Test
    void mayBringOneByteAtATime() throws Exception {
      HttpRequestReader reader = reader(dribble(TWO));

      assertThat(body(required(reader.read()))).isEqualTo("one");
      assertThat(body(required(reader.read()))).isEqualTo("two");
      assertThat(reader.read()).isNull();
    }

    @Test
    void mayEndAnywhereWithoutBeingTakenForARequest() throws Exception {
      String whole = "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none";
      assertThat(reader("").read()).isNull();
      for (int cut = 1; cut < whole.length(); cut++) {
        assertRefused(400, whole.substring(0, cut));
      }
    }

    @Test
    void endsWithARequestOrARefusalWhateverComes() {
      Random random = new Random(42);
      for (int round = 0; round < 2_000; round++) {
        byte[] bytes = TWO.getBytes(StandardCharsets.ISO_8859_1);
        for (int change = 0; change <= round % 8; change++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        HttpRequestReader reader = reader(new ByteArrayInputStream(bytes));
        int requests = 0;
        try {
          while (reader.read() != null) {
            requests++;
          }
        } catch (BadRequestException e) {
          assertThat(e.status()).isBetween(400, 505);
        } catch (IOException e) {
          throw new AssertionError(e);
        }
        assertThat(requests).isLessThan(bytes.length);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, X: y, true",
    "1.1, Connection: close, false",
    "1.1, 'Connection: Upgrade, Close', false",
    "1.0, X: y, false",
    "1.0, Connection: Keep-Alive, true",
    "1.0, 'Connection: keep-alive, close', false",
  })
  void tellsWhetherTheConnectionIsKept(String version, String header, boolean kept)
      throws Exception {
    assertThat(read("GET / HTTP/" + version + "\r\nHost: a\r\n" + header + "\r\n\r\n").keepsAlive())
        .isEqualTo(kept);
  }
}
