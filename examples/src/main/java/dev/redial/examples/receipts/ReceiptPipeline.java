package dev.redial.examples.receipts;

import dev.redial.Resilience;
import dev.redial.fallback.Fallback;
import java.util.function.UnaryOperator;

/** Reads a receipt's text, then its meaning; each service is guarded by a policy of its own. */
final class ReceiptPipeline {

  private final ReceiptService ocr;
  private final ReceiptService vision;
  private final UnaryOperator<String> localOcr;
  private final Resilience ocrGuard;
  private final Resilience visionGuard;

  ReceiptPipeline(
      ReceiptService ocr,
      ReceiptService vision,
      UnaryOperator<String> localOcr,
      Resilience ocrGuard,
      Resilience visionGuard) {
    this.ocr = ocr;
    this.vision = vision;
    this.localOcr = localOcr;
    this.ocrGuard = ocrGuard;
    this.visionGuard = visionGuard;
  }

  /** A receipt that fails becomes an entry of its own, and the batch goes on. */
  Receipt process(String id) throws InterruptedException {
    try {
      String text = ocrGuard.call(() -> ocr.ask(id), onOpenCircuit(localOcr.apply(id)));
      String analysis = visionGuard.call(() -> vision.ask(id), onOpenCircuit("skipped"));
      return new Receipt.Processed(id, text, analysis);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new Receipt.Failed(id, String.valueOf(e.getMessage()));
    }
  }

  private static Fallback<String> onOpenCircuit(String answer) {
    return Fallback.onRejection(rejection -> answer);
  }
}
