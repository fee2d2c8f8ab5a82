/**
 * Hedging: the operation is started again while an attempt is slow, and the first success wins.
 *
 * <p>{@link dev.redial.hedge.HedgePolicy} says when; {@link dev.redial.hedge.Hedge} does it.
 */
package dev.redial.hedge;
