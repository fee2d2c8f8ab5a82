package dev.redial.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.gates.ModuleOutput;
import dev.redial.gates.PromiseTable;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That {@code docs/expectations.md} lists every expectation, and names tests that are there. */
class ExpectationsTest {

  private static final ModuleOutput TESTS = ModuleOutput.of(ExpectationsTest.class);

  /** Expectations that nothing keeps yet, by their numbers; a row leaves when it gets its test. */
  private static final List<String> NOT_YET = List.of("8", "14", "15", "17", "18", "62", "63");

  private static PromiseTable written() throws IOException {
    return PromiseTable.in(TESTS.baseDirectory().resolve("../docs/expectations.md"));
  }

  @Test
  void listsEachExpectationOnceAndInOrder() throws IOException {
    assertThat(written().rows())
        .extracting(PromiseTable.Row::id)
        .containsExactlyElementsOf(
            IntStream.concat(IntStream.rangeClosed(1, 34), IntStream.rangeClosed(55, 64))
                .mapToObj(Integer::toString)
                .toList());
  }

  @Test
  void namesTestsThatExist() throws IOException {
    assertThat(written().complaints(TESTS)).isEmpty();
  }

  @Test
  void saysWhichAreNotMetYet() throws IOException {
    assertThat(written().rows())
        .filteredOn(row -> !row.isKept())
        .extracting(PromiseTable.Row::id)
        .isEqualTo(NOT_YET);
  }

  @Test
  void wouldNoticeATestThatIsNotThere() {
    assertThat(
            PromiseTable.of(Stream.of("| 1 | any | `ExpectationsTest#isNotThere` |"))
                .complaints(TESTS))
        .containsExactly("1: ExpectationsTest has no test isNotThere");
  }
}
