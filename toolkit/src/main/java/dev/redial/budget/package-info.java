/** How much retrying all calls together may do, so that retries do not bury what is down. */
package dev.redial.budget;
