package dev.redial.examples;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.backoff.Jitter;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.WorstCase;
import dev.redial.test.report.DryRun;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What {@code docs/retry.md} shows of dry runs and worst cases, and that it is what comes out. */
class BeforeItRunsTest {

  private final String guide = Documents.text("docs/retry.md");
  private final RetryPolicy fetch = RetryPolicy.DEFAULT;

  @Test
  void showsWhatAPolicyWouldMakeOfAScript() {
    DryRun run = DryRun.of(RetryPolicy.RATE_LIMIT, "429(Retry-After: 7) x2, timeout, ok");
    System.out.println(run);

    assertThat(guide).contains("```\n" + run.render(StandardCharsets.UTF_8) + "\n```");
  }

  @Test
  void addsUpTheWorstCase() {
    RetryPolicy checkout = RetryPolicy.CONSERVATIVE.toBuilder().jitter(Jitter.none()).build();

    WorstCase inner = fetch.worstCase().withAttemptsOf("2s");
    WorstCase all = checkout.worstCase().around(inner);

    String text = guide.replaceAll("\\s+", " ");
    assertThat(text).contains("`fetch` alone is `" + inner + "`");
    assertThat(text).contains("2 s apart, it is `" + all + "`");
  }

  @Test
  void holdsAPolicyToIt() {
    assertThat(fetch).withAttemptsOf("2s").finishesWithin("12s").makesAtMostAttempts(3);
    assertThat(fetch).retries("timeout", "refused").doesNotRetry("404", "429");

    Throwable failure =
        catchThrowable(() -> assertThat(fetch).withAttemptsOf("2s").finishesWithin("10s"));
    String message = inUtf8(failure.getMessage());
    assertThat(guide).contains("```\n" + message.substring(0, message.indexOf("\n\nPolicy:")));
  }

  /** The message as a console shows it that has the sign; others get the plain one. */
  private static String inUtf8(String message) {
    return message.replace("<- over", "\u25c0 over");
  }
}
