package dev.redial.test.inject.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request or an answer: names and values in their order, names in any case.
 *
 * <p>{@code toString()} masks the values of {@code Authorization}, {@code Proxy-Authorization},
 * {@code Cookie} and {@code Set-Cookie}, so that a report does not leak them.
 */
public final class Headers {

  private static final Headers NONE = new Headers(List.of());
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Set<String> SECRET =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  private final List<Map.Entry<String, String>> entries;

  private Headers(List<Map.Entry<String, String>> entries) {
    this.entries = List.copyOf(entries);
  }

  /** No fields. */
  public static Headers none() {
    return NONE;
  }

  /** Takes fields that a reader has checked. */
  static Headers ofChecked(List<Map.Entry<String, String>> entries) {
    return new Headers(entries);
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * These fields and one more at the end; a name may come more than once.
   *
   * @param value sent as it is: as ISO-8859-1, or as UTF-8 if it has characters beyond that
   * @throws IllegalArgumentException if the name is not a field name, or the value has a line break
   *     or a NUL
   */
  public Headers with(String name, String value) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "header name must be letters, digits or any of !#$%&'*+-.^_`|~, but was '" + name + "'");
    }
    if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException(
          "header value must not have line breaks or NUL, but that of " + name + " has");
    }
    List<Map.Entry<String, String>> more = new ArrayList<>(entries);
    more.add(Map.entry(name, value));
    return new Headers(more);
  }

  /** The value of the first field with this name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The values of all fields with this name, in their order. */
  public List<String> all(String name) {
    return entries.stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** All fields in their order, names as they were written. */
  public List<Map.Entry<String, String>> entries() {
    return entries;
  }

  boolean has(String name) {
    return entries.stream().anyMatch(entry -> entry.getKey().equalsIgnoreCase(name));
  }

  /** Whether a field that lists words, such as {@code Connection}, has this one. */
  boolean lists(String name, String word) {
    for (String value : all(name)) {
      for (String each : value.split(",", -1)) {
        if (each.strip().equalsIgnoreCase(word)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers that && comparable().equals(that.comparable());
  }

  @Override
  public int hashCode() {
    return comparable().hashCode();
  }

  private List<Map.Entry<String, String>> comparable() {
    return entries.stream()
        .map(entry -> Map.entry(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()))
        .toList();
  }

  /** As in {@code "Accept: text/plain, Authorization: ***"}. */
  @Override
  public String toString() {
    return entries.stream()
        .map(entry -> entry.getKey() + ": " + masked(entry))
        .collect(Collectors.joining(", "));
  }

  private static String masked(Map.Entry<String, String> entry) {
    return SECRET.contains(entry.getKey().toLowerCase(Locale.ROOT)) ? "***" : entry.getValue();
  }
}
