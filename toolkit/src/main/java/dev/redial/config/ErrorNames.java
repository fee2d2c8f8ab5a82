package dev.redial.config;

import dev.redial.failure.TransportErrors;
import dev.redial.text.NearestWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Classes of errors by their names, as text has them: full ones, or a word for the many that {@link
 * TransportErrors} lists. Nothing is run of a class that is looked up.
 */
final class ErrorNames {

  /** What stands for more than one class. */
  static final Map<String, List<Class<? extends Exception>>> WORDS =
      Map.of(
          "timeouts", TransportErrors.TIMEOUTS,
          "connection errors", TransportErrors.CONNECTION_ERRORS);

  /** What people name most, for those who leave the package out, or misspell it. */
  private static final List<String> WELL_KNOWN =
      Stream.concat(
              Stream.of(
                      TransportErrors.TIMEOUTS,
                      TransportErrors.CONNECTION_ERRORS,
                      TransportErrors.BEFORE_SENDING)
                  .flatMap(List::stream)
                  .map(Class::getName),
              Stream.of(
                  "java.io.IOException",
                  "java.io.FileNotFoundException",
                  "java.io.InterruptedIOException",
                  "java.io.UncheckedIOException",
                  "java.lang.Exception",
                  "java.lang.IllegalArgumentException",
                  "java.lang.IllegalStateException",
                  "java.lang.InterruptedException",
                  "java.lang.NullPointerException",
                  "java.lang.RuntimeException",
                  "java.lang.Throwable",
                  "java.lang.UnsupportedOperationException",
                  "java.nio.channels.ClosedByInterruptException",
                  "java.sql.SQLException",
                  "java.sql.SQLRecoverableException",
                  "java.sql.SQLTransientException",
                  "java.util.concurrent.CancellationException",
                  "java.util.concurrent.CompletionException",
                  "java.util.concurrent.ExecutionException",
                  "java.util.concurrent.RejectedExecutionException",
                  "javax.net.ssl.SSLException",
                  "dev.redial.breaker.CircuitOpenException",
                  "dev.redial.call.CallRejectedException"))
          .distinct()
          .toList();

  private final ClassLoader loader;

  ErrorNames(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The classes that a word or a name means.
   *
   * @throws IllegalArgumentException if there is none; the message says what may have been meant
   */
  List<? extends Class<? extends Throwable>> types(String name) {
    List<Class<? extends Exception>> many = WORDS.get(name);
    return many != null ? many : List.of(type(name));
  }

  private Class<? extends Throwable> type(String name) {
    Class<?> found =
        found(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException("there is no class '" + name + "'; " + way(name)));
    if (!Throwable.class.isAssignableFrom(found)) {
      throw new IllegalArgumentException("the class '" + name + "' is no Throwable");
    }
    return found.asSubclass(Throwable.class);
  }

  private Optional<Class<?>> found(String name) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError | RuntimeException notThere) {
      return Optional.empty(); // a loader of the user's may throw anything
    }
  }

  private String way(String name) {
    if (name.matches("[0-9]+")) {
      return "statuses are named by retryOnStatus";
    }
    Optional<String> full =
        WELL_KNOWN.stream().filter(known -> known.endsWith("." + name)).findFirst();
    if (full.isPresent()) {
      return "write its full name, " + full.get();
    }
    List<String> known = new ArrayList<>(WELL_KNOWN);
    WELL_KNOWN.forEach(it -> known.add(it.substring(it.lastIndexOf('.') + 1)));
    known.addAll(WORDS.keySet());
    known.addAll(List.of("TRANSIENT", "RATE_LIMITED", "PERMANENT", "nothing"));
    return nested(name)
        .map(it -> "a nested class is written " + it)
        .or(() -> NearestWord.among(known, name).map(it -> "did you mean '" + it + "'?"))
        .orElse("write the full name of one that the class loader of the PolicyFormat knows");
  }

  /** The name of a nested class whose name was written with dots only. */
  private Optional<String> nested(String name) {
    String written = name;
    for (int dot = written.lastIndexOf('.'); dot > 0; dot = written.lastIndexOf('.', dot - 1)) {
      written = written.substring(0, dot) + '$' + written.substring(dot + 1);
      if (found(written).isPresent()) {
        return Optional.of(written);
      }
    }
    return Optional.empty();
  }

  /** These classes as text. */
  static String print(Collection<Class<? extends Throwable>> types) {
    Set<Class<? extends Throwable>> rest = new LinkedHashSet<>(types);
    List<String> names = new ArrayList<>();
    for (String word : Arrays.asList("timeouts", "connection errors")) {
      List<Class<? extends Exception>> many = WORDS.getOrDefault(word, List.of());
      if (rest.containsAll(many)) {
        many.forEach(rest::remove);
        names.add(word);
      }
    }
    rest.forEach(type -> names.add(type.getName()));
    return String.join(", ", names);
  }
}
