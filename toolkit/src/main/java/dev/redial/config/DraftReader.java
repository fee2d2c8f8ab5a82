package dev.redial.config;

import dev.redial.text.NearestWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    for (Line line : lines) {
      Optional<Setting<B>> setting = section.setting(line.word());
      if (setting.isPresent()) {
        add(line, setting.get(), entries);
      } else if (line.word().equals(Section.EXTENDS)) {
        parent = line;
      } else {
        problems.add(unknown(line));
      }
    }
    tellRivals(entries);
    return new Draft<>(name, Optional.ofNullable(parent), entries);
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

  private Problem unknown(Line line) {
    WrongWord wrong = section.wrongWords().get(Spelling.camel(line.word()));
    if (wrong != null) {
      String rule = wrong.rule().apply(line.value().strip());
      return wrong
          .setting()
          .map(setting -> Problem.of(line, rule, key(section, line, setting)))
          .orElseGet(() -> Problem.of(line, rule));
    }
    Optional<String> others = other.setting(line.word()).map(Setting::name);
    if (others.isPresent()) {
      return Problem.of(
          line,
          "'" + line.word() + "' is a setting of a " + other.word() + " policy",
          key(other, line, others.get()));
    }
    List<String> words = section.words();
    return NearestWord.among(words, Spelling.camel(line.word()))
        .map(near -> Problem.of(line, noSetting(line), key(section, line, near)))
        .orElseGet(
            () -> Problem.of(line, noSetting(line) + "; there are " + String.join(", ", words)));
  }

  private String noSetting(Line line) {
    return "'" + line.word() + "' is no setting of a " + section.word() + " policy";
  }

  private String key(Section<?, ?> in, Line line, String setting) {
    return keys.of(in, line.name(), Spelling.like(line.word(), setting));
  }
}
