package dev.redial.budget;

import java.math.BigDecimal;

/** Parts of a token or a retry, counted without fractions: 0.1 added ten times is 1. */
final class Thousandths {

  private Thousandths() {}

  /** The number as people write it, in thousandths; further decimals are dropped. */
  static int of(double number) {
    return BigDecimal.valueOf(number).movePointRight(3).intValue();
  }
}
