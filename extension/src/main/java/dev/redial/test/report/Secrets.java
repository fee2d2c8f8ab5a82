package dev.redial.test.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a report must not print: the values of credentials' fields, which it shows as {@code ***}.
 *
 * <p>Always masked are {@code Authorization}, {@code Proxy-Authorization}, {@code Cookie} and
 * {@code Set-Cookie}; names that end in token, password, secret, session id or API key; bearer
 * tokens; and user and password within a URL.
 */
public final class Secrets {

  private static final Secrets STANDARD =
      new Secrets(List.of("Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie"));

  private static final String MASK = "***";
  private static final String SEPARATOR = "([\"']?\\s*[:=]\\s*)";
  private static final String QUOTED = "'(?:[^']++|'')*+'?|\"(?:[^\"\\\\]++|\\\\.)*+\"?";

  private static final Pattern NAMED_LIKE_A_SECRET =
      Pattern.compile(
          "(?i)(token|password|passwd|secret|session[-_]?id|api[-_]?key)"
              + SEPARATOR
              + "(?:"
              + QUOTED
              + "|[^\\s&,;)\\]}'\"]+)");
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i)\\b(Bearer|Basic)(\\s+)(?=\\S*[\\d=])[\\w.~+/=-]{6,}");
  private static final Pattern USER_INFO = Pattern.compile("(://)()[^/\\s@]+(?=@)");

  private final List<String> fields;
  private final Pattern named;

  private Secrets(List<String> fields) {
    this.fields = fields;
    String names = fields.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    this.named =
        Pattern.compile(
            "(?i)\\b(" + names + ")" + SEPARATOR + "(?:" + QUOTED + "|[^)\\]}\\r\\n]+)");
  }

  /** What is always masked. */
  public static Secrets standard() {
    return STANDARD;
  }

  /** These secrets and the values of more fields, such as {@code "X-Internal-Id"}. */
  public Secrets and(String... names) {
    List<String> more = new ArrayList<>(fields);
    for (String name : names) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("the name of a secret field must not be blank");
      }
      more.add(name.strip());
    }
    return new Secrets(List.copyOf(more));
  }

  /** The text with the secrets in it masked. */
  public String mask(String text) {
    String masked = named.matcher(text).replaceAll("$1$2" + MASK);
    masked = NAMED_LIKE_A_SECRET.matcher(masked).replaceAll("$1$2" + MASK);
    masked = CREDENTIALS.matcher(masked).replaceAll("$1$2" + MASK);
    return USER_INFO.matcher(masked).replaceAll("$1$2" + MASK);
  }
}
