package dev.redial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.gates.ModuleOutput;
import dev.redial.gates.PromiseTable;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That {@code docs/guarantees.md} lists every guarantee, and names tests that are there. */
class GuaranteesTest {

  private static final ModuleOutput TESTS = ModuleOutput.of(GuaranteesTest.class);

  /** Guarantees that nothing keeps yet, by their numbers; a row leaves when it gets its test. */
  private static final List<String> NOT_YET = List.of();

  private static PromiseTable written() throws IOException {
    return PromiseTable.in(TESTS.baseDirectory().resolve("../docs/guarantees.md"));
  }

  @Test
  void listsEachGuaranteeAndEachDefectOnceAndInOrder() throws IOException {
    assertThat(written().rows())
        .extracting(PromiseTable.Row::id)
        .containsExactlyElementsOf(
            Stream.concat(
                    IntStream.rangeClosed(1, 79).mapToObj(Integer::toString),
                    IntStream.rangeClosed(1, 12).mapToObj(n -> "D" + n))
                .toList());
  }

  @Test
  void namesTestsThatExist() throws IOException {
    assertThat(written().complaints(TESTS)).isEmpty();
  }

  @Test
  void saysWhichGuaranteesAreNotKeptYet() throws IOException {
    assertThat(written().rows())
        .filteredOn(row -> !row.isKept())
        .extracting(PromiseTable.Row::id)
        .isEqualTo(NOT_YET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "`GuaranteesTest#namesTestsThatExist`;",
        "`GuaranteesTest#namesTestsThatExist`, `FloorsTest#hasNoCycles`;",
        "`TimeoutTest.Blocking#keepsTheInterruptOfACaller`;",
        "not yet: being built;",
        "`NoSuchTest#any`; 7: 0 classes are called NoSuchTest",
        "`FloorsTest#hasCycles`; 7: FloorsTest has no test hasCycles",
        "`GuaranteesTest#written`; 7: GuaranteesTest has no test written",
        "FloorsTest#hasNoCycles; 7: 'FloorsTest#hasNoCycles' is not a list of `Class#method`",
        "`FloorsTest#hasNoCycles` mostly;"
            + " 7: '`FloorsTest#hasNoCycles` mostly' is not a list of `Class#method`"
      })
  void findsWhatIsWrongWithARow(String tests, String complaint) {
    PromiseTable table = PromiseTable.of(Stream.of("| 7 | anything | " + tests + " |"));

    assertThat(table.rows()).hasSize(1);
    assertThat(table.complaints(TESTS))
        .isEqualTo(complaint == null ? List.of() : List.of(complaint));
  }
}
