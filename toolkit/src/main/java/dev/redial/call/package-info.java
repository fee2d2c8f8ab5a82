/**
 * The words Redial uses, and the events in which it tells what happened.
 *
 * <p>{@link dev.redial.call.Attempt} defines the words, once.
 */
package dev.redial.call;
