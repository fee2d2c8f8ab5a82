package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A result that a script gives, whatever the dialect. */
public final class ReturnedFault {

  private static final Map<Class<?>, Function<String, ?>> READERS =
      Map.ofEntries(
          Map.entry(String.class, text -> text),
          Map.entry(CharSequence.class, text -> text),
          Map.entry(Object.class, text -> text),
          Map.entry(boolean.class, ReturnedFault::truth),
          Map.entry(Boolean.class, ReturnedFault::truth),
          Map.entry(int.class, Integer::valueOf),
          Map.entry(Integer.class, Integer::valueOf),
          Map.entry(long.class, Long::valueOf),
          Map.entry(Long.class, Long::valueOf),
          Map.entry(double.class, Double::valueOf),
          Map.entry(Double.class, Double::valueOf));

  private ReturnedFault() {}

  /** How it appears at a method: as a result of the method's type. */
  public static Showing showing(Fault.Returned fault, TargetMethod method) {
    Class<?> type = method.answerClass();
    if (type == void.class || type == Void.class) {
      return Showing.refused("it returns nothing", "Write 'ok' to let the call pass.");
    }
    if (fault.value().isEmpty()) {
      return type.isPrimitive()
          ? Showing.refused(type + " cannot be null", "Write a value in quotes, such as '0'.")
          : Showing.returning(new Constant(null));
    }
    String text = fault.value().get();
    try {
      Object value = read(text, type);
      return value == null
          ? Showing.refused(
              "a text says nothing of a " + type.getSimpleName(),
              "Only strings, whole and decimal numbers, truth values and enums can be written;"
                  + " wrap a target that returns the rest.")
          : Showing.returning(new Constant(value));
    } catch (IllegalArgumentException unreadable) {
      return Showing.refused(
          "'" + text + "' is no " + type.getSimpleName(), "Write " + examples(type) + ".");
    }
  }

  private static @Nullable Object read(String text, Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equals(text))
          .findFirst()
          .orElseThrow(IllegalArgumentException::new);
    }
    return Optional.ofNullable(READERS.get(type)).map(reader -> reader.apply(text)).orElse(null);
  }

  private static Boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return Boolean.valueOf(text);
  }

  private static String examples(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> "'" + ((Enum<?>) constant).name() + "'")
          .collect(Collectors.joining(" or "));
    }
    return type == boolean.class || type == Boolean.class ? "'true' or 'false'" : "a number";
  }

  /** The same for each call. */
  private record Constant(@Nullable Object value) implements Showing.Answering {
    @Override
    public @Nullable Object to(Injection call) {
      return value;
    }
  }
}
