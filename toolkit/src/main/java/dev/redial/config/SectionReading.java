package dev.redial.config;

import dev.redial.guard.Misfit;
import dev.redial.guard.MisfitException;
import dev.redial.text.NearestWord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a section: first each policy by itself, then all with what they extend. */
final class SectionReading<B, P> {

  private final Section<B, P> section;
  private final Source source;
  private final Problems problems;
  private final DraftReader<B> reader;
  private final Map<String, Draft<B>> drafts = new TreeMap<>();

  SectionReading(
      Keys keys, Section<B, P> section, Section<?, ?> other, Source source, Problems problems) {
    this.section = section;
    this.source = source;
    this.problems = problems;
    reader = new DraftReader<>(keys, section, other, problems);
  }

  /** The policies by name, in the order of the names; of no use once there are problems. */
  Map<String, P> policies() {
    readDrafts();
    drafts.values().forEach(this::tellUnknownParent);
    Map<String, P> policies = new LinkedHashMap<>();
    drafts
        .values()
        .forEach(
            draft ->
                chain(draft)
                    .flatMap(this::built)
                    .ifPresent(policy -> policies.put(draft.name(), policy)));
    return Collections.unmodifiableMap(policies);
  }

  /** Those that are asked for, and what they extend. */
  private void readDrafts() {
    Deque<String> waiting = new ArrayDeque<>(source.names());
    while (!waiting.isEmpty()) {
      String name = waiting.remove();
      List<Line> lines = source.lines(name);
      if (!drafts.containsKey(name) && !lines.isEmpty()) {
        Draft<B> draft = reader.read(name, lines);
        drafts.put(name, draft);
        parent(draft).filter(it -> !section.presets().containsKey(it)).ifPresent(waiting::add);
      }
    }
  }

  private Optional<String> parent(Draft<B> draft) {
    return draft.parent().map(line -> line.value().strip());
  }

  private void tellUnknownParent(Draft<B> draft) {
    String parent = parent(draft).orElse(Section.DEFAULT);
    if (section.presets().containsKey(parent) || drafts.containsKey(parent)) {
      return;
    }
    List<String> known = new ArrayList<>(section.presets().keySet());
    drafts.keySet().stream().filter(name -> !name.equals(draft.name())).forEach(known::add);
    problems.add(
        Problem.of(
            draft.parent().orElseThrow(),
            "there is no "
                + section.word()
                + " policy '"
                + parent
                + "' to extend; "
                + NearestWord.among(known, parent)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("there are " + String.join(", ", known))));
  }

  /**
   * The policy and what it extends, what is extended first; empty, and told, if that runs in a
   * circle, and empty if it leads to an unknown name.
   */
  private Optional<List<Draft<B>>> chain(Draft<B> draft) {
    Map<String, Draft<B>> path = new LinkedHashMap<>();
    Draft<B> next = draft;
    while (true) {
      if (path.putIfAbsent(next.name(), next) != null) {
        tellCircle(new ArrayList<>(path.values()), next);
        return Optional.empty();
      }
      String parent = parent(next).orElse(Section.DEFAULT);
      if (section.presets().containsKey(parent)) {
        List<Draft<B>> chain = new ArrayList<>(path.values());
        Collections.reverse(chain);
        return Optional.of(chain);
      }
      next = drafts.get(parent);
      if (next == null) {
        return Optional.empty();
      }
    }
  }

  /** Each circle is told once, from its first name on. */
  private void tellCircle(List<Draft<B>> path, Draft<B> again) {
    List<Draft<B>> circle = path.subList(path.indexOf(again), path.size());
    Draft<B> first = Collections.min(circle, Comparator.comparing(Draft::name));
    Collections.rotate(circle, -circle.indexOf(first));
    String names = circle.stream().map(Draft::name).collect(Collectors.joining(" extends "));
    problems.add(
        Problem.of(
            first.parent().orElseThrow(),
            "a policy cannot extend itself: " + names + " extends " + first.name()));
  }

  private Optional<P> built(List<Draft<B>> chain) {
    List<Draft.Entry<B>> inForce = Draft.inForce(chain, section.settings());
    String root = parent(chain.get(0)).orElse(Section.DEFAULT);
    B builder = section.toBuilder().apply(Objects.requireNonNull(section.presets().get(root)));
    inForce.forEach(
        entry -> {
          if (entry.change() != null) {
            entry.change().accept(builder);
          }
        });
    try {
      return Optional.of(section.build().apply(builder));
    } catch (MisfitException refused) {
      refused.misfits().stream()
          .filter(misfit -> isKnown(misfit, chain, inForce))
          .forEach(misfit -> tell(misfit, chain.get(chain.size() - 1)));
      return Optional.empty();
    }
  }

  /**
   * If one of the values could not be read, or stands under a wrong word, nobody knows whether they
   * fit.
   */
  private boolean isKnown(Misfit misfit, List<Draft<B>> chain, List<Draft.Entry<B>> inForce) {
    return inForce.stream()
            .filter(entry -> misfit.settings().contains(entry.setting().name()))
            .allMatch(entry -> entry.change() != null)
        && chain.stream().allMatch(draft -> Collections.disjoint(draft.meant(), misfit.settings()));
  }

  /**
   * What does not fit is told at the policy that says something of it; those that extend it have it
   * by inheritance.
   */
  private void tell(Misfit misfit, Draft<B> own) {
    misfit.settings().stream()
        .map(own.entries()::get)
        .flatMap(Stream::ofNullable)
        .findFirst()
        .ifPresent(entry -> problems.add(Problem.of(entry.line(), misfit.sentence())));
  }
}
