/**
 * Runs an operation again when it fails: a {@linkplain dev.redial.retry.RetryPolicy policy} says
 * what is retried, how often and when; a {@linkplain dev.redial.retry.Retry retry} does it.
 *
 * <p>What is decided and how it is waited for are apart: one pure decision serves calls that block
 * and calls that do not.
 */
package dev.redial.retry;
