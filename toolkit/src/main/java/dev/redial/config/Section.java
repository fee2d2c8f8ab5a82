package dev.redial.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A sort of policies, and all that can be said of them.
 *
 * @param <B> their builder
 * @param <P> the policies
 * @param word the first word of their keys
 * @param presets what they can extend, besides each other; among them {@code DEFAULT}
 * @param settings in the order in which they are applied and printed
 * @param wrongWords what people write who come from elsewhere
 */
record Section<B, P>(
    String word,
    Map<String, P> presets,
    List<Setting<B>> settings,
    Map<String, WrongWord> wrongWords,
    Function<P, B> toBuilder,
    Function<B, P> build) {

  static final String EXTENDS = "extends";
  static final String DEFAULT = "DEFAULT";

  /** The setting that is written so. */
  Optional<Setting<B>> setting(String written) {
    return settings.stream()
        .filter(
            setting ->
                setting.name().equals(written) || Spelling.kebab(setting.name()).equals(written))
        .findFirst();
  }

  /** All that can be written after a policy's name. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of(EXTENDS));
    settings.forEach(setting -> words.add(setting.name()));
    return words;
  }

  /** Whether this can be written after a policy's name. */
  boolean knows(String written) {
    return written.equals(EXTENDS) || setting(written).isPresent();
  }
}
