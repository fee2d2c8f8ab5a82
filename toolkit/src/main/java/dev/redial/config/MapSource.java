package dev.redial.config;

import dev.redial.text.NearestWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A section of a source whose keys are all known. */
final class MapSource implements Source {

  private static final Map<String, String> OTHER_WORDS =
      Map.of(
          "retries", RetrySection.WORD,
          "retrypolicy", RetrySection.WORD,
          "circuit", BreakerSection.WORD,
          "circuits", BreakerSection.WORD,
          "circuitbreaker", BreakerSection.WORD,
          "circuitbreakers", BreakerSection.WORD);

  private final Map<String, List<Line>> lines = new TreeMap<>();

  private MapSource() {}

  /** The lines of this section; what is no key of a policy's is told. */
  static MapSource of(
      Map<String, String> flat, Keys keys, Section<?, ?> section, Problems problems) {
    MapSource source = new MapSource();
    String before = keys.before(section);
    flat.forEach(
        (key, value) -> {
          if ((key + ".").startsWith(before)) {
            String rest = key.substring(Math.min(key.length(), before.length()));
            source
                .add(key, value, rest)
                .map(word -> section.knows(word) ? word : "<setting>")
                .map(
                    word -> "the key names no policy; a key is " + keys.of(section, "<name>", word))
                .ifPresent(rule -> problems.add(Problem.of(new Line(key, value, "", ""), rule)));
          }
        });
    return source;
  }

  /** Adds a line, or gives the word of a key that has no name. */
  private Optional<String> add(String key, String value, String rest) {
    int dot = rest.lastIndexOf('.');
    if (dot <= 0) {
      return Optional.of(rest.substring(dot + 1));
    }
    String name = rest.substring(0, dot);
    lines
        .computeIfAbsent(name, first -> new ArrayList<>())
        .add(new Line(key, value, name, rest.substring(dot + 1)));
    return Optional.empty();
  }

  /** Tells of keys below the prefix that belong to no section, if they look as if they should. */
  static void tellStrays(
      Map<String, String> flat, Keys keys, List<Section<?, ?>> sections, Problems problems) {
    if (keys.prefix().isEmpty()) {
      return; // then everything else is somebody else's
    }
    flat.forEach(
        (key, value) -> {
          String rest = key.substring(keys.prefix().length());
          int dot = rest.indexOf('.');
          String word = dot < 0 ? rest : rest.substring(0, dot);
          if (sections.stream().noneMatch(it -> it.word().equals(word))) {
            stray(word, rest, sections)
                .ifPresent(problem -> problems.add(problem.at(key, value, keys.prefix())));
          }
        });
  }

  private static Optional<Stray> stray(String word, String rest, List<Section<?, ?>> sections) {
    List<String> words = sections.stream().<String>map(Section::word).toList();
    String bare = word.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    Optional<String> meant =
        Optional.ofNullable(OTHER_WORDS.get(bare)).or(() -> NearestWord.among(words, word));
    String last = rest.substring(rest.lastIndexOf('.') + 1);
    boolean isSetting = rest.contains(".") && sections.stream().anyMatch(it -> it.knows(last));
    return meant.isPresent() || isSetting
        ? Optional.of(new Stray(word, rest, meant))
        : Optional.empty();
  }

  private record Stray(String word, String rest, Optional<String> meant) {

    Problem at(String key, String value, String prefix) {
      return new Problem(
          key,
          Optional.of(value),
          "'" + word + "' is no sort of policies; there are retry and breaker",
          meant.map(it -> prefix + it + rest.substring(word.length())));
    }
  }

  @Override
  public Collection<String> names() {
    return lines.keySet();
  }

  @Override
  public List<Line> lines(String name) {
    return lines.getOrDefault(name, List.of());
  }
}
