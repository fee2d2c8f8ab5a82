package dev.redial.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.breaker.BreakerPolicyBuilder;
import dev.redial.retry.RetryPolicyBuilder;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That the tables of settings are complete, and the words for them no riddles. */
class SectionTest {

  private static final ErrorNames NAMES = new ErrorNames(SectionTest.class.getClassLoader());

  static Stream<Arguments> sections() {
    return Stream.of(
        Arguments.of(RetrySection.of(NAMES), RetryPolicyBuilder.class),
        Arguments.of(BreakerSection.of(NAMES), BreakerPolicyBuilder.class));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void saysAllThatABuilderCanUnlessOnlyCodeCan(Section<?, ?> section, Class<?> builder) {
    Set<String> said = new TreeSet<>(section.words());
    said.remove(Section.EXTENDS);
    section
        .wrongWords()
        .forEach(
            (word, wrong) -> {
              if (wrong.setting().isEmpty()) {
                said.add(word);
              }
            });

    assertThat(said)
        .isEqualTo(
            Stream.of(builder.getMethods())
                .filter(method -> method.getReturnType() == builder)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void answersWrongWordsWithSettings(Section<?, ?> section, Class<?> builder) {
    Map<String, WrongWord> words = section.wrongWords();

    assertThat(words.keySet()).isNotEmpty().noneMatch(section::knows);
    assertThat(words.values().stream().map(WrongWord::setting).flatMap(Optional::stream))
        .allMatch(setting -> section.setting(setting).isPresent());
  }

  @ParameterizedTest
  @MethodSource("sections")
  void findsEachSettingInBothSpellings(Section<?, ?> section, Class<?> builder) {
    Collection<String> words = section.words();

    assertThat(words)
        .allMatch(section::knows)
        .allMatch(word -> section.knows(Spelling.kebab(word)))
        .allMatch(word -> Spelling.camel(Spelling.kebab(word)).equals(word))
        .noneMatch(word -> section.knows(word + "s"));
    assertThat(Spelling.kebab("failuresInARow")).isEqualTo("failures-in-a-row");
    assertThat(List.of("Max-attempts", "max-Attempts", "MAXATTEMPTS", "max_attempts", ""))
        .noneMatch(section::knows);
    assertThat(Arrays.asList("maxAttempts", "max-attempts"))
        .extracting(word -> Spelling.like(word, "minDelay"))
        .containsExactly("minDelay", "min-delay");
  }
}
