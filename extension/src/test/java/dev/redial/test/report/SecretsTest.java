package dev.redial.test.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Authorization: Bearer abc | Authorization: ***",
        "429(Authorization: Basic YTpi), ok | 429(Authorization: ***), ok",
        "Cookie: a=1; b=2 | Cookie: ***",
        "SET-COOKIE: id=1 | SET-COOKIE: ***",
        "200 '{\"access_token\": \"abc\"}' | 200 '{\"access_token\": ***}'",
        "GET /?token=abc&page=2 | GET /?token=***&page=2",
        "x-api-key: 'a b c' rest | x-api-key: *** rest",
        "client_secret=xyz, x | client_secret=***, x",
        "sent Bearer abc123def | sent Bearer ***",
        "https://user:pass@host/path | https://***@host/path",
        "Basic authentication failed | Basic authentication failed",
        "5 tokens: none left | 5 tokens: none left",
        "Connection reset | Connection reset",
        "mail to me@example.org | mail to me@example.org",
      })
  void masksValuesAndKeepsTheRest(String text, String masked) {
    assertThat(Secrets.standard().mask(text)).isEqualTo(masked);
  }

  @Test
  void masksFurtherFields() {
    Secrets more = Secrets.standard().and("X-Customer");

    assertThat(more.mask("X-Customer: 42")).isEqualTo("X-Customer: ***");
    assertThat(more.mask("Cookie: a=1")).isEqualTo("Cookie: ***");
    assertThat(Secrets.standard().mask("X-Customer: 42")).isEqualTo("X-Customer: 42");
  }

  @Test
  void refusesAFieldWithoutAName() {
    assertThatThrownBy(() -> Secrets.standard().and(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the name of a secret field must not be blank");
  }

  @Test
  void masksTextsOfAnyLength() {
    String quoted = "token='" + "it''s ".repeat(50_000) + "'";

    assertThat(Secrets.standard().mask(quoted)).isEqualTo("token=***");
    assertThat(Secrets.standard().mask("x".repeat(200_000))).hasSize(200_000);
  }
}
