package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.retry.AnyPlan.Case;
import dev.redial.retry.AnyPlan.Run;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That real calls do what the plan says, for many policies and attempts that nobody chose. */
class AnyRetryPlanTest {

  private static final int CASES = 3_000;
  private static final int DRAWS = 6;

  @ParameterizedTest
  @EnumSource
  void callsKeepToThePlan(Shape shape) {
    for (int seed = 0; seed < CASES; seed++) {
      Case it = AnyPlan.of(seed);
      RetryPlan plan = it.plan();
      for (int draw = 0; draw < DRAWS; draw++) {
        SplittableRandom random = new SplittableRandom(31L * seed + draw);
        checkWithin(it, plan, it.run(shape, random));
      }
    }
  }

  private static void checkWithin(Case it, RetryPlan plan, Run run) {
    List<PlannedAttempt> planned = plan.attempts();
    int tries = run.begins().size();
    check(tries >= 1 && tries <= planned.size(), it, run);
    for (int i = 0; i < tries; i++) {
      check(planned.get(i).begin().contains(run.begins().get(i)), it, run);
      check(planned.get(i).before().delay().contains(run.delays().get(i)), it, run);
    }
    boolean isWhole = tries == planned.size();
    switch (run.end()) {
      case SUCCEEDS -> check(isWhole && plan.end() == RetryPlan.End.SUCCEEDS, it, run);
      case STOPS -> check(planned.get(tries - 1).stop().isPresent(), it, run);
      case GOES_ON -> {
        check(isWhole && plan.end() == RetryPlan.End.GOES_ON, it, run);
        check(plan.next().orElseThrow().delay().contains(run.delays().get(tries)), it, run);
      }
    }
  }

  /** Says of a case what it is only where it fails: there are many of them. */
  private static void check(boolean holds, Case it, Run run) {
    if (!holds) {
      throw new AssertionError(it + "\n" + it.plan().attempts() + "\n" + run);
    }
  }

  /** A date makes a wait the longer, the earlier the call is; without dates, ends meet ends. */
  @Test
  void theLowestAndTheHighestDrawAreItsEnds() {
    int[] count = {0, 0};
    for (int seed = 0; seed < CASES; seed++) {
      Case it = AnyPlan.of(seed);
      if (!it.hasDates()) {
        checkLowest(it.plan(), it.run(Shape.SYNC, Extreme.LOWEST), it.toString());
        checkHighest(it.plan(), it.run(Shape.SYNC, Extreme.HIGHEST), it.toString());
        count[it.plan().mayEndAfter().isPresent() ? 1 : 0]++;
      }
    }
    assertThat(count[0]).isGreaterThan(CASES / 3);
    assertThat(count[1]).isGreaterThan(CASES / 50);
  }

  private static void checkLowest(RetryPlan plan, Run run, String name) {
    List<PlannedAttempt> planned = plan.attempts();
    assertThat(run.begins())
        .as(name)
        .isEqualTo(planned.stream().map(it -> it.begin().shortest()).toList());
    assertThat(run.delays().subList(0, planned.size()))
        .as(name)
        .isEqualTo(planned.stream().map(it -> it.before().delay().shortest()).toList());
    assertThat(run.end()).as(name).isEqualTo(plan.end());
    if (plan.end() == RetryPlan.End.STOPS) {
      assertThat(run.rule()).as(name).isEqualTo(ruleOf(planned.get(planned.size() - 1), run));
    }
  }

  private static void checkHighest(RetryPlan plan, Run run, String name) {
    List<PlannedAttempt> planned = plan.attempts();
    int tries = plan.mayEndAfter().map(planned::indexOf).map(i -> i + 1).orElse(planned.size());
    assertThat(run.begins())
        .as(name)
        .isEqualTo(planned.subList(0, tries).stream().map(it -> it.begin().longest()).toList());
    assertThat(run.delays().subList(0, tries))
        .as(name)
        .isEqualTo(
            IntStream.range(0, tries)
                .mapToObj(i -> planned.get(i).before().delay().longest())
                .toList());
    RetryPlan.End end = plan.mayEndAfter().isPresent() ? RetryPlan.End.STOPS : plan.end();
    assertThat(run.end()).as(name).isEqualTo(end);
    if (plan.mayEndAfter().isPresent()) {
      assertThat(run.rule()).as(name).isEqualTo(ruleOf(planned.get(tries - 1), run));
    }
  }

  /** Of a call that ends with a rejection no rule is told. */
  private static String ruleOf(PlannedAttempt last, Run run) {
    return run.rejected() ? "" : last.stop().orElseThrow();
  }

  /** The cases are worth something: all that a plan can tell is among them. */
  @Test
  void theCasesAreOfAllKinds() {
    List<RetryPlan> plans =
        IntStream.range(0, CASES).mapToObj(seed -> AnyPlan.of(seed).plan()).toList();
    for (RetryPlan.End end : RetryPlan.End.values()) {
      assertThat(plans).filteredOn(plan -> plan.end() == end).hasSizeGreaterThan(CASES / 20);
    }
    for (String rule :
        List.of(
            "maxAttempts",
            "deadline",
            "Retry-After of",
            "PERMANENT",
            "not idempotent",
            "not to be called again")) {
      assertThat(plans)
          .filteredOn(plan -> stops(plan, rule))
          .as(rule)
          .hasSizeGreaterThan(CASES / 300);
    }
    assertThat(plans)
        .filteredOn(plan -> plan.attempts().stream().anyMatch(it -> it.before().isAsked()))
        .hasSizeGreaterThan(CASES / 20);
    assertThat(plans)
        .filteredOn(plan -> plan.took().longest().compareTo(Duration.ofSeconds(10)) > 0)
        .hasSizeGreaterThan(CASES / 20);
  }

  private static boolean stops(RetryPlan plan, String rule) {
    return plan.attempts().stream()
        .anyMatch(it -> it.stop().filter(s -> s.contains(rule)).isPresent());
  }
}
