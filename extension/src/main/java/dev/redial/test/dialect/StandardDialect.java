package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one dialect present that speaks for a method, if it is one. */
final class StandardDialect implements Dialect {

  private static final String CHOOSE = "faults.into(…).dialect(…)";

  private final List<Dialect> specific;

  private StandardDialect(List<Dialect> specific) {
    this.specific = specific;
  }

  static StandardDialect present() {
    Stream<Dialect> added = ServiceLoader.load(Dialect.class).stream().map(it -> it.get());
    return of(Stream.concat(BuiltIn.present(), added).toList());
  }

  /** All that come before plain Java. */
  static StandardDialect of(List<Dialect> specific) {
    return new StandardDialect(specific);
  }

  @Override
  public String name() {
    return names(present(specific));
  }

  private static List<Dialect> present(List<Dialect> specific) {
    return Stream.concat(specific.stream(), Stream.of(Dialect.plainJava())).toList();
  }

  @Override
  public boolean speaksFor(TargetMethod method) {
    return candidates(method).size() == 1;
  }

  @Override
  public Showing show(Fault fault, TargetMethod method) {
    List<Dialect> candidates = candidates(method);
    if (candidates.isEmpty()) {
      return Showing.refused(
          "no dialect present speaks for "
              + method.method().getReturnType().getSimpleName()
              + " (there are "
              + name()
              + ")",
          "Choose one by "
              + CHOOSE
              + ", or add one: a class that implements Dialect, named in META-INF/services/"
              + Dialect.class.getName()
              + ".");
    }
    if (candidates.size() > 1) {
      return Showing.refused(
          names(candidates) + " all speak for it", "Choose one of them by " + CHOOSE + ".");
    }
    return candidates.get(0).show(fault, method);
  }

  private List<Dialect> candidates(TargetMethod method) {
    List<Dialect> speaking =
        specific.stream().filter(dialect -> dialect.speaksFor(method)).toList();
    return speaking.isEmpty() && Dialect.plainJava().speaksFor(method)
        ? List.of(Dialect.plainJava())
        : speaking;
  }

  private static String names(List<Dialect> dialects) {
    return dialects.stream().map(Dialect::name).collect(Collectors.joining(", "));
  }
}
