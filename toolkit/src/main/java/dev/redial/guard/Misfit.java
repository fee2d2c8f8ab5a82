package dev.redial.guard;

import java.util.List;

/**
 * A setting of a policy that is out of its range, or contradicts another one.
 *
 * @param settings whose values are at odds, by the names of the builder's steps: first the one that
 *     the sentence is about
 * @param sentence name, rule and value, as in {@code "maxAttempts must be at least 1, but was 0"}
 */
public record Misfit(List<String> settings, String sentence) {}
