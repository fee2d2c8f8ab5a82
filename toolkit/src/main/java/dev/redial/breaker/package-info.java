/**
 * The circuit breaker: after too many failures it stops asking the other side for a while, then
 * lets a probe find out whether it is back.
 *
 * <p>{@link dev.redial.breaker.BreakerPolicy} says when; {@link dev.redial.breaker.CircuitBreaker}
 * guards calls by it.
 */
package dev.redial.breaker;
