package dev.redial.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A section of a source that can only be asked for keys. What nobody would think of is not found
 * there; the settings are, in both spellings, and the words that are known to be mistaken for them.
 */
final class LookupSource implements Source {

  private final Keys keys;
  private final Section<?, ?> section;
  private final Set<String> words;
  private final Function<String, @Nullable String> lookup;
  private final Collection<String> names;
  private final Problems problems;
  private final Map<String, List<Line>> found = new LinkedHashMap<>();

  LookupSource(
      Keys keys,
      Section<?, ?> section,
      Section<?, ?> other,
      Function<String, @Nullable String> lookup,
      Collection<String> names,
      Problems problems) {
    this.keys = keys;
    this.section = section;
    this.lookup = lookup;
    this.names = names;
    this.problems = problems;
    words = new LinkedHashSet<>(section.words());
    words.addAll(section.wrongWords().keySet());
    words.addAll(other.words());
  }

  @Override
  public Collection<String> names() {
    return names.stream().filter(name -> !lines(name).isEmpty()).toList();
  }

  @Override
  public List<Line> lines(String name) {
    return found.computeIfAbsent(name, this::ask);
  }

  private List<Line> ask(String name) {
    List<Line> lines = new ArrayList<>();
    for (String word : words) {
      for (String spelling : new LinkedHashSet<>(List.of(word, Spelling.kebab(word)))) {
        String key = keys.of(section, name, spelling);
        String value = value(key);
        if (value != null) {
          lines.add(new Line(key, value, name, spelling));
        }
      }
    }
    lines.sort(Comparator.comparing(Line::key));
    return List.copyOf(lines);
  }

  /** A function of the user's may throw, for one, where a placeholder has no value. */
  private @Nullable String value(String key) {
    try {
      return lookup.apply(key);
    } catch (RuntimeException thrown) {
      problems.add(Problem.of(key, "the function that looks keys up threw " + thrown));
      return null;
    }
  }
}
