package dev.redial.examples.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptDrillTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private List<Receipt> run() throws InterruptedException {
    printed.reset();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new ReceiptDrill(out, StandardCharsets.UTF_8).run();
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFailedReceiptBecomesAnEntryAndTheBatchGoesOn() throws Exception {
    List<Receipt> receipts = run();

    assertThat(receipts).hasSize(26);
    assertThat(receipts.get(5)).isEqualTo(new Receipt.Failed("receipt-6", "/ocr answered 404"));
    assertThat(receipts.get(8)).isEqualTo(new Receipt.Failed("receipt-9", "/ocr answered 503"));
    assertThat(receipts.get(9))
        .isEqualTo(new Receipt.Processed("receipt-10", "read locally", "groceries"));
    assertThat(receipts.get(10))
        .isEqualTo(new Receipt.Processed("receipt-11", "read locally", "skipped"));
    assertThat(receipts.get(25))
        .isEqualTo(new Receipt.Processed("receipt-26", "total 7.42 EUR", "groceries"));
  }

  @Test
  void printsTheTimelineOfAReceiptAndTheReportOfTheBatch() throws Exception {
    run();

    assertThat(text())
        .contains("ocr · 3 attempts · succeeded after 1.71 s")
        .contains("#2  ✓ 200                    after 7 s")
        .contains("ocr                   26 calls      80.8 % succeeded      19.2 % failed")
        .contains("rejected        3 (11.5 %)")
        .contains("fallback        3 (11.5 %)")
        .contains("circuit ocr     CLOSED → OPEN (1 min 6.686 s) → HALF_OPEN → CLOSED")
        .contains("circuit vision  CLOSED → OPEN (2 min 1.589 s) → HALF_OPEN → CLOSED");
    assertThat(text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void printsTheSameEveryTime() throws Exception {
    run();
    String first = text();

    run();

    assertThat(text()).isEqualTo(first);
  }
}
