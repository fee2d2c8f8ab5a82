package dev.redial.config;

import dev.redial.failure.FailureKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads settings whose value is a list; every part that is wrong is told. */
final class Lists {

  private final ErrorNames names;

  Lists(ErrorNames names) {
    this.names = names;
  }

  /** Kinds and classes of errors, or {@code nothing}. */
  record Errors(Set<FailureKind> kinds, List<Class<? extends Throwable>> types) {}

  /** A setting that is a list of classes, each of which the builder may refuse. */
  <B> Setting<B> types(
      String name,
      BiConsumer<B, List<Class<? extends Throwable>>> step,
      Consumer<List<Class<? extends Throwable>>> check) {
    return setting(
        name,
        part -> {
          if (Values.kind(part).isPresent()) {
            throw new IllegalArgumentException(
                "'" + part + "' is a kind of failure; " + name + " names classes");
          }
          return checked(part, check);
        },
        (builder, lists) -> step.accept(builder, lists.stream().flatMap(List::stream).toList()));
  }

  /** A setting that is a list of classes, kinds, or {@code nothing}. */
  <B> Setting<B> errors(
      String name, BiConsumer<B, Errors> step, Consumer<List<Class<? extends Throwable>>> check) {
    Setting<B> some =
        setting(
            name,
            part -> kindOrTypes(part, check),
            (builder, all) -> step.accept(builder, together(all)));
    return new Setting<>(
        name,
        some.inheritance(),
        (value, complaints) ->
            value.equals("nothing")
                ? builder -> step.accept(builder, together(List.of()))
                : some.reader().read(value, complaints));
  }

  /** A setting that is a list of parts. */
  <B, V> Setting<B> setting(String name, Function<String, V> parse, BiConsumer<B, List<V>> step) {
    return new Setting<>(
        name,
        Inheritance.REPLACED,
        (value, complaints) -> {
          List<V> all = parts(value, parse, complaints);
          return all == null ? null : builder -> step.accept(builder, all);
        });
  }

  private static <V> @Nullable List<V> parts(
      String value, Function<String, V> parse, Consumer<String> complaints) {
    List<V> all = new ArrayList<>();
    boolean isComplete = true;
    for (String part : Values.list(value)) {
      V parsed = null;
      if (part.isEmpty()) {
        complaints.accept("a part of the list is empty; write one comma between two parts");
      } else {
        parsed = Setting.<V>orComplain(parse, part, complaints);
      }
      if (parsed == null) {
        isComplete = false;
      } else {
        all.add(parsed);
      }
    }
    return isComplete ? all : null;
  }

  private Errors kindOrTypes(String part, Consumer<List<Class<? extends Throwable>>> check) {
    if (part.equals("nothing")) {
      throw new IllegalArgumentException("'nothing' stands alone");
    }
    return Values.kind(part)
        .map(kind -> new Errors(EnumSet.of(kind), List.of()))
        .orElseGet(() -> new Errors(Set.of(), checked(part, check)));
  }

  private List<Class<? extends Throwable>> checked(
      String part, Consumer<List<Class<? extends Throwable>>> check) {
    List<Class<? extends Throwable>> types = List.copyOf(names.types(part));
    check.accept(types);
    return types;
  }

  private static Errors together(List<Errors> all) {
    Set<FailureKind> kinds = EnumSet.noneOf(FailureKind.class);
    List<Class<? extends Throwable>> types = new ArrayList<>();
    all.forEach(
        some -> {
          kinds.addAll(some.kinds());
          types.addAll(some.types());
        });
    return new Errors(kinds, types);
  }
}
