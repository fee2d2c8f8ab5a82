package dev.redial.examples;

import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.backoff.Backoff;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.config.InvalidConfigurationException;
import dev.redial.config.Policies;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The snippets, the files, the tables and the messages of {@code docs/configuration.md}. */
class ConfigurationGuideTest {

  private static final String GUIDE = Documents.text("docs/configuration.md");

  /** A block of the guide, by its language and its place among those of that language, from 1. */
  static String block(String language, int number) {
    Matcher block =
        Pattern.compile("^```(\\w*)\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(GUIDE);
    List<String> found = new ArrayList<>();
    while (block.find()) {
      if (block.group(1).equals(language)) {
        found.add(block.group(2));
      }
    }
    return found.get(number - 1);
  }

  private static Properties properties(int number) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(block("properties", number)));
    return properties;
  }

  @Test
  void readsTheFileOfTheGuide() throws IOException {
    Properties properties = properties(1);

    Policies policies = Policies.from(properties);

    Retry pay = Retry.of(policies.retry("pay"));
    CircuitBreaker ocr = CircuitBreaker.of("ocr", policies.breaker("ocr"));

    assertThat(pay.policy())
        .isEqualTo(
            RetryPolicy.AGGRESSIVE.toBuilder()
                .maxAttempts(4)
                .deadline("30s")
                .nonIdempotent()
                .build());
    assertThat(ocr.policy())
        .isEqualTo(
            BreakerPolicy.builder()
                .countWindow(100)
                .failureRate(0.5)
                .openWait(Backoff.exponential("5s", 2))
                .build());
  }

  @Test
  void tellsAllThatIsWrongAsTheGuideShowsIt() throws IOException {
    Properties properties = properties(2);

    assertThatThrownBy(() -> Policies.from(properties))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(block("", 1));
  }

  @Test
  void printsAsTheGuideShowsIt() {
    RetryPolicy policy =
        RetryPolicy.builder().maxAttempts(4).deadline("30s").retryOn(TRANSIENT).build();

    StringBuilder printed = new StringBuilder();
    Policies.print("pay", policy)
        .forEach((key, value) -> printed.append(key + " = " + value + "\n"));
    Policies.print("pay", policy).forEach((key, value) -> System.out.println(key + " = " + value));

    assertThat(printed).hasToString(block("", 2));
    assertThat(Policies.from(Policies.print("pay", policy)).retry("pay")).isEqualTo(policy);
  }

  /** The rows of a table below a heading. */
  private static List<String[]> rows(String heading) {
    String rest = GUIDE.substring(GUIDE.indexOf("### " + heading));
    return rest.substring(0, rest.indexOf("\n#", 1))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\s*\\|\\s*", -1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"Retry, retry", "Breaker, breaker"})
  void listsEverySetting(String heading, String section) {
    List<String> listed = rows(heading).stream().map(row -> row[1].replace("`", "")).toList();

    assertThatThrownBy(() -> Policies.from(Map.of("redial." + section + ".x.unheardOf", "1")))
        .hasMessageContaining("; there are " + String.join(", ", listed) + "\n");
  }

  static Stream<String> defaults(String heading) {
    Pattern code = Pattern.compile("`([^`]+)`.*");
    return rows(heading).stream()
        .filter(row -> code.matcher(row[3]).matches())
        .map(row -> row[1].replace("`", "") + "=" + code.matcher(row[3]).replaceAll("$1"));
  }

  @Test
  void namesTheDefaults() {
    assertThat(defaults("Retry"))
        .hasSize(12)
        .allSatisfy(
            line -> {
              String[] parts = line.split("=", 2);
              Map<String, String> source = Map.of("redial.retry.x." + parts[0], parts[1]);
              assertThat(Policies.from(source).retry("x")).isEqualTo(RetryPolicy.DEFAULT);
            });
    assertThat(defaults("Breaker"))
        .hasSize(11)
        .allSatisfy(
            line -> {
              String[] parts = line.split("=", 2);
              Map<String, String> source = Map.of("redial.breaker.x." + parts[0], parts[1]);
              assertThat(Policies.from(source).breaker("x")).isEqualTo(BreakerPolicy.DEFAULT);
            });
  }
}
