package dev.redial.test.script;

import java.util.regex.Pattern;

/**
 * A header of an answer.
 *
 * @param name an HTTP field name: letters, digits and {@code !#$%&*+-.^_`|~}
 * @param value what the field says
 */
public record Header(String name, HeaderValue value) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&*+.^_`|~-]+");

  /**
   * A header.
   *
   * @throws IllegalArgumentException if the name is not a field name
   */
  public Header {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "header name must be letters, digits or any of !#$%&*+-.^_`|~, but was '" + name + "'");
    }
  }

  /** The header as a script writes it, such as {@code "Retry-After: 7"}. */
  @Override
  public String toString() {
    return name + ": " + value;
  }
}
