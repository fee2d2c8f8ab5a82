package dev.redial.breaker;

/**
 * What a call holds while its operation runs. It names the state that issued it, so that a result
 * which arrives in a later state changes nothing there.
 */
sealed interface Permit permits State.Closed, Probe {}
