package dev.redial.config;

import dev.redial.text.NearestWord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a policy, and tells what cannot be read. */
final class DraftReader<B> {

  private final Keys keys;
  private final Section<B, ?> section;
  private final Section<?, ?> other;
  private final Problems problems;

  DraftReader(Keys keys, Section<B, ?> section, Section<?, ?> other, Problems problems) {
    this.keys = keys;
    this.section = section;
    this.other = other;
    this.problems = problems;
  }

  Draft<B> read(String name, List<Line> lines) {
    if (section.presets().containsKey(name)) {
      problems.add(
          Problem.of(
              lines.get(0),
              "'"
                  + name
                  + "' is a preset, which stays as it is; give the policy a name of its own, and"
                  + " extends = "
                  + name));
    }
    Line parent = null;
    Map<String, Draft.Entry<B>> entries = new LinkedHashMap<>();
    Set<String> meant = new LinkedHashSet<>();
    for (Line line : lines) {
      Optional<Setting<B>> setting = section.setting(line.word());
      if (setting.isPresent()) {
        add(line, setting.get(), entries);
      } else if (line.word().equals(Section.EXTENDS)) {
        parent = line;
      } else {
        tellUnknown(line, meant);
      }
    }
    tellRivals(entries);
    return new Draft<>(name, Optional.ofNullable(parent), entries, meant);
  }

  private void add(Line line, Setting<B> setting, Map<String, Draft.Entry<B>> entries) {
    Draft.Entry<B> before = entries.get(setting.name());
    if (before != null) {
      if (!before.line().value().strip().equals(line.value().strip())) {
        problems.add(
            Problem.of(
                line,
                "it is another spelling of "
                    + before.line().key()
                    + " = "
                    + before.line().value()
                    + "; keep one of them"));
      }
      return;
    }
    entries.put(setting.name(), new Draft.Entry<>(line, setting, change(line, setting)));
  }

  private @Nullable Consumer<B> change(Line line, Setting<B> setting) {
    String value = line.value().strip();
    if (value.isEmpty()) {
      problems.add(Problem.of(line, "the value is empty; give it one or leave the key out"));
      return null;
    }
    return setting.reader().read(value, complaint -> problems.add(Problem.of(line, complaint)));
  }

  /** Of settings that replace each other a builder takes the last one; here none is the last. */
  private void tellRivals(Map<String, Draft.Entry<B>> entries) {
    List<Draft.Entry<B>> rivals =
        entries.values().stream()
            .filter(it -> it.setting().inheritance() == Inheritance.REPLACED_BY_ONE)
            .toList();
    if (rivals.size() > 1) {
      problems.add(
          Problem.of(
              rivals.get(1).line(),
              "it takes the place of "
                  + rivals.get(0).line().key()
                  + " = "
                  + rivals.get(0).line().value()
                  + "; keep one of them"));
    }
  }

  private void tellUnknown(Line line, Set<String> meant) {
    WrongWord wrong = section.wrongWords().get(Spelling.camel(line.word()));
    if (wrong != null) {
      tellMeant(line, wrong.rule().apply(line.value().strip()), wrong.setting(), meant);
      return;
    }
    Optional<String> others = other.setting(line.word()).map(Setting::name);
    if (others.isPresent()) {
      String rule = "'" + line.word() + "' is a setting of a " + other.word() + " policy";
      problems.add(Problem.of(line, rule, key(other, line, others.get())));
      return;
    }
    List<String> words = section.words();
    Optional<String> near = NearestWord.among(words, Spelling.camel(line.word()));
    String rule = "'" + line.word() + "' is no setting of a " + section.word() + " policy";
    String all = near.isPresent() ? "" : "; there are " + String.join(", ", words);
    tellMeant(line, rule + all, near, meant);
  }

  private void tellMeant(Line line, String rule, Optional<String> setting, Set<String> meant) {
    setting.ifPresent(meant::add);
    problems.add(
        setting
            .map(it -> Problem.of(line, rule, key(section, line, it)))
            .orElseGet(() -> Problem.of(line, rule)));
  }

  private String key(Section<?, ?> in, Line line, String setting) {
    return keys.of(in, line.name(), Spelling.like(line.word(), setting));
  }
}
