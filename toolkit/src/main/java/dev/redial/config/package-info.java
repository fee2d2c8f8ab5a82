/**
 * Policies from a file: {@link dev.redial.config.Policies} reads retry and breaker policies by name
 * from properties, a map or any function that looks keys up, and prints a policy as the
 * configuration that recreates it.
 */
package dev.redial.config;
