package dev.redial.examples.receipts;

import dev.redial.Resilience;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.http.Answer;
import dev.redial.test.inject.http.FaultServer;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Timeline;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A drill: a batch of receipts meets two services that fail by a script, over real sockets and on a
 * fake clock. Minutes of backoff and of open circuits pass in a moment.
 */
public final class ReceiptDrill {

  private static final int RECEIPTS = 26;
  private static final Duration BETWEEN_RECEIPTS = Duration.ofSeconds(8);
  private static final long SEED = 42;
  private static final long SHOWN_RECEIPT = 4;

  /**
   * Down from receipt 9 on: five failures open the circuit; when it probes, the service is back.
   */
  private static final String OCR_OUTAGE =
      "ok x3, 503, reset, ok x2, 404, ok x2, 503 x5, ok then repeat";

  /** Busy at receipt 4; down from receipt 13 on: the first probe still fails. */
  private static final String VISION_OUTAGE =
      "ok x3, 429(Retry-After: 7), ok x5, 503 x3, ok then repeat";

  private final FakeClock clock = new FakeClock();
  private final Timeline timeline = new Timeline(clock);

  private final Resilience ocr =
      guard(
          "ocr",
          RetryPolicy.AGGRESSIVE,
          BreakerPolicy.builder().failuresInARow(5).openWait(Duration.ofMinutes(1)).build());

  private final Resilience vision =
      guard(
          "vision",
          RetryPolicy.RATE_LIMIT,
          BreakerPolicy.builder().failuresInARow(3).openWait(Duration.ofMinutes(2)).build());

  private final PrintStream out;
  private final Charset charset;

  ReceiptDrill(PrintStream out, Charset charset) {
    this.out = out;
    this.charset = charset;
  }

  /** Runs the drill on the console. */
  public static void main(String[] args) throws InterruptedException {
    String console = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
    new ReceiptDrill(System.out, Charset.forName(console)).run();
  }

  private Resilience guard(String name, RetryPolicy retry, BreakerPolicy breaker) {
    return Resilience.builder(name)
        .retry(retry)
        .breaker(breaker)
        .time(clock)
        .random(call -> new SplittableRandom(SEED + call))
        .listener(timeline)
        .build();
  }

  /** Processes the batch while both services fail by their scripts, and prints what happened. */
  List<Receipt> run() throws InterruptedException {
    try (clock;
        FaultServer ocrServer = FaultServer.start("ocr", clock, timeline);
        FaultServer visionServer = FaultServer.start("vision", clock, timeline)) {
      ocrServer.on("POST /ocr", OCR_OUTAGE, request -> Answer.ok("total 7.42 EUR"));
      visionServer.on("POST /vision", VISION_OUTAGE, request -> Answer.ok("groceries"));
      ReceiptPipeline pipeline = pipeline(ocrServer, visionServer);

      List<Receipt> receipts = new ArrayList<>();
      for (int i = 1; i <= RECEIPTS; i++) {
        receipts.add(pipeline.process("receipt-" + i));
        clock.sleep(BETWEEN_RECEIPTS);
      }
      ocrServer.verify();
      visionServer.verify();
      print(receipts);
      return receipts;
    }
  }

  private ReceiptPipeline pipeline(FaultServer ocrServer, FaultServer visionServer) {
    HttpClient client = HttpClient.newHttpClient();
    return new ReceiptPipeline(
        new ReceiptService(client, ocrServer.uri("/ocr")),
        new ReceiptService(client, visionServer.uri("/vision")),
        id -> "read locally",
        ocr,
        vision);
  }

  private void print(List<Receipt> receipts) {
    receipts.forEach(receipt -> out.println(line(receipt)));
    AsciiTimeline drawn = new AsciiTimeline(charset);
    out.printf("%nHow receipt %d went:%n", SHOWN_RECEIPT);
    timeline.story().calls().stream()
        .filter(call -> call.number() == SHOWN_RECEIPT)
        .forEach(call -> out.printf("%n%s%n", drawn.render(call)));
    out.printf("%n%s%n%n%s%n%n", printable(ocr.report()), printable(vision.report()));
  }

  private static String line(Receipt receipt) {
    if (receipt instanceof Receipt.Processed read) {
      return "%-11s %-16s %s".formatted(read.id(), read.text(), read.analysis());
    }
    Receipt.Failed failed = (Receipt.Failed) receipt;
    return "%-11s failed: %s".formatted(failed.id(), failed.error());
  }

  /** A console that knows no arrows is shown others. */
  private String printable(String report) {
    return charset.newEncoder().canEncode(report) ? report : report.replace("→", "->");
  }
}
