package dev.redial.config;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a text can say of a policy: a step of its builder.
 *
 * @param <B> the builder
 * @param name the name of the step
 * @param reader reads values
 */
record Setting<B>(String name, Inheritance inheritance, Reader<B> reader) {

  /** Reads the value of a setting. */
  @FunctionalInterface
  interface Reader<B> {

    /**
     * What the value does to a builder, or {@code null} after a complaint.
     *
     * @param complaints hears all that is wrong with the value, one sentence each
     */
    @Nullable Consumer<B> read(String value, Consumer<String> complaints);
  }

  /** A setting whose value is one thing, which {@code parse} refuses by throwing. */
  static <B, V> Setting<B> of(String name, Function<String, V> parse, BiConsumer<B, V> step) {
    return new Setting<>(
        name,
        Inheritance.REPLACED,
        (value, complaints) -> {
          V parsed = orComplain(parse, value, complaints);
          return parsed == null ? null : builder -> step.accept(builder, parsed);
        });
  }

  /** A setting that can also be {@code none}, as it is unless something is said of it. */
  static <B, V> Setting<B> optional(String name, Function<String, V> parse, BiConsumer<B, V> step) {
    Setting<B> some = of(name, parse, step);
    return new Setting<>(
        name,
        some.inheritance(),
        (value, complaints) ->
            value.equalsIgnoreCase("none") ? builder -> {} : some.reader().read(value, complaints));
  }

  Setting<B> inherited(Inheritance as) {
    return new Setting<>(name, as, reader);
  }

  static <V> @Nullable V orComplain(
      Function<String, V> parse, String value, Consumer<String> complaints) {
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException refused) {
      complaints.accept(String.valueOf(refused.getMessage()));
      return null;
    }
  }
}
