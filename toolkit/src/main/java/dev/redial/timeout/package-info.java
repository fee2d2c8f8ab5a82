/**
 * Cuts what takes too long: a {@linkplain dev.redial.timeout.Timeout timeout} guards one attempt,
 * or a whole call with all its retries, depending on what it is put around.
 */
package dev.redial.timeout;
