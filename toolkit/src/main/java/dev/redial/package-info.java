/**
 * The front door: {@link dev.redial.Resilience} puts retry, circuit breaker and fallback together
 * in one fixed order.
 */
package dev.redial;
