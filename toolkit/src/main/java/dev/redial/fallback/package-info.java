/**
 * The fallback: answers instead of the operation, for the ends of a call that it names.
 *
 * <p>{@link dev.redial.fallback.Fallback} is given at the call.
 */
package dev.redial.fallback;
