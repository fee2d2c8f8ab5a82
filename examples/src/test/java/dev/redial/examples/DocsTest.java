package dev.redial.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That all Java in the documents is taken from examples, which are compiled and run. */
class DocsTest {

  @Test
  void whatADocumentShowsIsRunHere() {
    List<Snippet> snippets =
        Documents.names().stream()
            .flatMap(name -> Snippet.in(name, Documents.text(name)).stream())
            .toList();

    assertThat(snippets)
        .extracting(snippet -> snippet.place().replaceFirst(",.*", ""))
        .contains("README.md", "docs/retry.md", "docs/breaker.md", "docs/hedging.md");
    List<String> sources = Documents.sources();
    assertThat(snippets.stream().flatMap(snippet -> snippet.complaint(sources).stream())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a(1); b(2);        |",
        "a(1); /* */ b( 2 );|",
        "a(1); x(); b(2);   |",
        "a(1, clock); b(2); |",
        "a(1); // b(2);     | b(2);",
        "a(\"//\"); b(2);   | a(1);",
        "b(2); a(1);        | b(2);",
        "a(1); b(3);        | b(2);",
      })
  void comparesStatementsInTheirOrder(String source, String missing) {
    String document =
        "One:\n```java\nx();\n```\nTwo:\n  ```java\n  a(1); // first\n  b(\n    2);\n  …\n  ```\n";

    Snippet two = Snippet.in("some.md", document).get(1);

    assertThat(two.complaint(List.of("", source)))
        .isEqualTo(
            Optional.ofNullable(missing)
                .map(
                    it ->
                        "some.md, Java block 2: no example has, at its place, "
                            + it.replace("b(2)", "b( 2)")));
  }
}
