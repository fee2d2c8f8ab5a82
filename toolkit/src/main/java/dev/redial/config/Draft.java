package dev.redial.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says of one policy, read but not yet put together.
 *
 * @param parent the line that says what it extends
 * @param entries by setting
 * @param meant settings that were most likely meant where there is a key that is none
 */
record Draft<B>(
    String name, Optional<Line> parent, Map<String, Entry<B>> entries, Set<String> meant) {

  /**
   * A setting and its value.
   *
   * @param change what it does to a builder; {@code null} if the value could not be read
   */
  record Entry<B>(Line line, Setting<B> setting, @Nullable Consumer<B> change) {}

  /** What is in force after these drafts, each of which extends the one before. */
  static <B> List<Entry<B>> inForce(List<Draft<B>> chain, List<Setting<B>> settings) {
    return settings.stream()
        .flatMap(
            setting ->
                chain.subList(firstThatCounts(chain, setting), chain.size()).stream()
                    .map(draft -> draft.entries().get(setting.name()))
                    .flatMap(Stream::ofNullable))
        .toList();
  }

  private static <B> int firstThatCounts(List<Draft<B>> chain, Setting<B> setting) {
    for (int i = chain.size() - 1; i > 0; i--) {
      if (chain.get(i).replaces(setting)) {
        return i;
      }
    }
    return 0;
  }

  private boolean replaces(Setting<B> inherited) {
    return switch (inherited.inheritance()) {
      case ADDED -> false;
      case REPLACED -> entries.containsKey(inherited.name());
      case REPLACED_TOGETHER, REPLACED_BY_ONE ->
          entries.values().stream()
              .anyMatch(entry -> entry.setting().inheritance() == inherited.inheritance());
    };
  }
}
