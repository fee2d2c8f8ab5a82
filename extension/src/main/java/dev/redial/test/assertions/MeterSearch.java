package dev.redial.test.assertions;

import dev.redial.test.report.AsciiTimeline;
import dev.redial.text.NearestWord;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A search for meters of one name.
 *
 * @param tags those that a meter must have
 * @param ofName all meters of the name
 */
record MeterSearch(
    MeterRegistry registry, MeterKind kind, String name, Tags tags, List<Meter> ofName) {

  private static final int MOST_LISTED = 20;

  /**
   * Searches.
   *
   * @throws IllegalArgumentException if a key has no value
   */
  static MeterSearch in(MeterRegistry registry, MeterKind kind, String name, String... tags) {
    if (tags.length % 2 != 0) {
      throw new IllegalArgumentException(
          "tags must be keys and values in turn, but '" + tags[tags.length - 1] + "' has no value");
    }
    return new MeterSearch(registry, kind, name, Tags.of(tags), named(registry, name));
  }

  private static List<Meter> named(MeterRegistry registry, String name) {
    return registry.getMeters().stream()
        .filter(meter -> meter.getId().getName().equals(name))
        .sorted(Comparator.comparing(meter -> tagsOf(meter)))
        .toList();
  }

  /** The meters that are meant. */
  List<Meter> found() {
    return ofName.stream()
        .filter(kind::isKindOf)
        .filter(meter -> meter.getId().getTags().containsAll(tags.stream().toList()))
        .toList();
  }

  String sentence(String wanted) {
    String start = "Expected " + kind.word() + " " + name + shown() + " to be " + wanted + ", but ";
    List<Meter> found = found();
    if (!found.isEmpty()) {
      boolean isUnclear = kind == MeterKind.GAUGE && found.size() > 1;
      double sum = found.stream().mapToDouble(kind::value).sum();
      return start
          + (isUnclear
              ? found.size() + " gauges have these tags: say which is meant."
              : "it was " + MeterKind.text(sum) + of(found.size()) + ".");
    }
    if (ofName.isEmpty()) {
      return start + "there is no meter of that name." + nearest();
    }
    return start
        + (ofName.stream().anyMatch(kind::isKindOf)
            ? "no meter of that name has these tags:"
            : "meters of that name are no " + kind.word() + "s:");
  }

  private static String of(int meters) {
    return meters == 1 ? "" : ", the sum of " + meters + " meters";
  }

  private String shown() {
    return tags.stream().findAny().isEmpty() ? "" : " {" + text(tags.stream().toList()) + "}";
  }

  private String nearest() {
    SortedSet<String> names = new TreeSet<>();
    registry.getMeters().forEach(meter -> names.add(meter.getId().getName()));
    if (names.isEmpty()) {
      return " The registry has no meters at all.";
    }
    return NearestWord.among(names, name)
        .map(nearest -> " Did you mean '" + nearest + "'?")
        .orElse(" There are " + Phrases.names(names, MOST_LISTED) + ".");
  }

  /** The meters of the name, each with its tags and its number. */
  String listing(AsciiTimeline report, boolean isOfFound) {
    List<Meter> listed = isOfFound ? found() : ofName;
    String lines =
        listed.stream()
            .limit(MOST_LISTED)
            .map(
                meter ->
                    report.line(
                        "  "
                            + MeterKind.text(MeterKind.anyValue(meter))
                            + "  {"
                            + tagsOf(meter)
                            + "}  "
                            + type(meter),
                        ""))
            .collect(Collectors.joining("\n", "\n", ""));
    int left = listed.size() - MOST_LISTED;
    return left > 0 ? lines + "\n  and " + left + " more" : lines;
  }

  private static String type(Meter meter) {
    return meter.getId().getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String tagsOf(Meter meter) {
    return text(meter.getId().getTags());
  }

  private static String text(List<Tag> tags) {
    return tags.stream()
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .collect(Collectors.joining(", "));
  }
}
