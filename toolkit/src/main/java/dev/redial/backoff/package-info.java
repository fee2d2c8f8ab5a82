/** How long to wait before the next attempt: the growth of the delays and their spread. */
package dev.redial.backoff;
