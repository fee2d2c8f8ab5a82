package dev.redial.test.timeline;

/**
 * Where a fault on the timeline came from.
 *
 * @param id a short id that also marks the injected error, such as {@code "charge#2"}
 * @param step the number of the script's step, from 1
 * @param fault the fault as the script writes it, such as {@code "429(Retry-After: 7)"}
 * @param script the whole script as it was written
 */
public record FaultLabel(String id, int step, String fault, String script) {}
