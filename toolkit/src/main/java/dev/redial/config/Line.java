package dev.redial.config;

/**
 * A key and its value, as they were found.
 *
 * @param name the policy
 * @param word what is said of it, as it was written: a setting, or what should have been one
 */
record Line(String key, String value, String name, String word) {}
