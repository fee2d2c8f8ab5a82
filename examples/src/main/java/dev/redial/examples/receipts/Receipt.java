package dev.redial.examples.receipts;

/** What the pipeline makes of a receipt. */
sealed interface Receipt {

  /** A receipt that was read; its analysis may have been skipped. */
  record Processed(String id, String text, String analysis) implements Receipt {}

  /** A receipt that could not be read. */
  record Failed(String id, String error) implements Receipt {}
}
