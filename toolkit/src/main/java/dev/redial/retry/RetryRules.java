package dev.redial.retry;

import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import dev.redial.failure.TransportErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which failures a policy retries, and which it never does. {@link RuleOrder} applies them.
 *
 * @param abortTypes errors of these classes are not retried
 * @param aborts errors that match one of these are not retried
 */
record RetryRules(
    Set<FailureKind> kinds,
    Set<Integer> statuses,
    ErrorTypes types,
    List<Predicate<? super Throwable>> errors,
    List<Predicate<@Nullable Object>> results,
    ErrorTypes abortTypes,
    List<Predicate<? super Throwable>> aborts) {

  static final RetryRules NOTHING =
      new RetryRules(
          Set.of(), Set.of(), ErrorTypes.NONE, List.of(), List.of(), ErrorTypes.NONE, List.of());

  /** Without the rules that retry errors; those for results and the abort rules stay. */
  RetryRules withoutErrorRules() {
    return new RetryRules(
        Set.of(), Set.of(), ErrorTypes.NONE, List.of(), results, abortTypes, aborts);
  }

  RetryRules withoutResultRules() {
    return new RetryRules(kinds, statuses, types, errors, List.of(), abortTypes, aborts);
  }

  RetryRules kinds(Collection<FailureKind> more) {
    Set<FailureKind> all = EnumSet.noneOf(FailureKind.class);
    all.addAll(kinds);
    all.addAll(more);
    return new RetryRules(
        Collections.unmodifiableSet(all), statuses, types, errors, results, abortTypes, aborts);
  }

  RetryRules statuses(Collection<Integer> more) {
    Set<Integer> all = new TreeSet<>(statuses);
    all.addAll(more);
    return new RetryRules(
        kinds, Collections.unmodifiableSet(all), types, errors, results, abortTypes, aborts);
  }

  RetryRules types(Collection<? extends Class<? extends Throwable>> more) {
    return new RetryRules(kinds, statuses, types.plus(more), errors, results, abortTypes, aborts);
  }

  /** Rules by cause are one rule, at the place of the first. */
  RetryRules causes(Collection<? extends Class<? extends Throwable>> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Predicate<? super Throwable>> all = new ArrayList<>(errors);
    CauseRule both = new CauseRule(causes().plus(more));
    all.replaceAll(rule -> rule instanceof CauseRule ? both : rule);
    return all.contains(both)
        ? new RetryRules(kinds, statuses, types, List.copyOf(all), results, abortTypes, aborts)
        : error(both);
  }

  /** The classes of causes that are retried. */
  ErrorTypes causes() {
    for (Predicate<? super Throwable> rule : errors) {
      if (rule instanceof CauseRule cause) {
        return cause.types();
      }
    }
    return ErrorTypes.NONE;
  }

  /** Whether errors are retried by a predicate of the user's. */
  boolean hasErrorPredicate() {
    return !errors.stream().allMatch(CauseRule.class::isInstance);
  }

  RetryRules error(Predicate<? super Throwable> more) {
    return new RetryRules(kinds, statuses, types, plus(errors, more), results, abortTypes, aborts);
  }

  RetryRules result(Predicate<@Nullable Object> more) {
    return new RetryRules(kinds, statuses, types, errors, plus(results, more), abortTypes, aborts);
  }

  RetryRules abortTypes(Collection<? extends Class<? extends Throwable>> more) {
    return new RetryRules(kinds, statuses, types, errors, results, abortTypes.plus(more), aborts);
  }

  RetryRules abort(Predicate<? super Throwable> more) {
    return new RetryRules(kinds, statuses, types, errors, results, abortTypes, plus(aborts, more));
  }

  private static <E> List<E> plus(List<E> some, E more) {
    List<E> all = new ArrayList<>(some);
    all.add(more);
    return List.copyOf(all);
  }

  /** Whether there is an abort rule at all. */
  boolean canAbort() {
    return !abortTypes.isEmpty() || !aborts.isEmpty();
  }

  /** Whether a class or a predicate names this error. */
  boolean matchError(Throwable error) {
    if (types.match(error)) {
      return true;
    }
    for (int i = 0; i < errors.size(); i++) {
      if (errors.get(i).test(error)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a predicate names this result. A loop, since every successful call comes by. */
  boolean matchResult(@Nullable Object result) {
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).test(result)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether something that is retried can say when to come back. Timeouts and connection errors
   * cannot, as long as nobody reads more out of them than the standard classifier.
   */
  boolean mayMeetRetryAfter(Classifier classifier) {
    boolean onlyTypes =
        kinds.isEmpty() && statuses.isEmpty() && errors.isEmpty() && results.isEmpty();
    return !onlyTypes
        || !classifier.equals(Classifier.standard())
        || !types.all().stream().allMatch(RetryRules::isTransportError);
  }

  private static boolean isTransportError(Class<? extends Throwable> type) {
    return TransportErrors.TIMEOUTS.contains(type)
        || TransportErrors.CONNECTION_ERRORS.contains(type)
        || TransportErrors.BEFORE_SENDING.contains(type);
  }

  /** What is retried, as in {@code "TRANSIENT and RATE_LIMITED"}. */
  String retried() {
    List<String> names = new ArrayList<>();
    kinds.forEach(kind -> names.add(kind.name()));
    statuses.forEach(status -> names.add("status " + status));
    names.addAll(names(types.all()));
    names.addAll(names(errors));
    if (!results.isEmpty()) {
      names.add("results that match a predicate");
    }
    return enumerated(names);
  }

  /** What is never retried, in words; empty if there is no such rule. */
  String aborted() {
    List<String> names = new ArrayList<>(names(abortTypes.all()));
    names.addAll(names(aborts));
    return names.isEmpty() ? "" : enumerated(names);
  }

  private static List<String> names(List<Predicate<? super Throwable>> predicates) {
    return predicates.stream().map(RetryRules::name).distinct().toList();
  }

  private static String name(Predicate<? super Throwable> predicate) {
    return predicate instanceof CauseRule rule
        ? "errors caused by " + enumerated(names(rule.types().all()))
        : "errors that match a predicate";
  }

  private static List<String> names(Set<Class<? extends Throwable>> types) {
    Set<Class<? extends Throwable>> rest = new LinkedHashSet<>(types);
    List<String> names = new ArrayList<>();
    if (rest.containsAll(TransportErrors.TIMEOUTS)) {
      names.add("timeouts");
      TransportErrors.TIMEOUTS.forEach(rest::remove);
    }
    if (rest.containsAll(TransportErrors.CONNECTION_ERRORS)) {
      names.add("connection errors");
      TransportErrors.CONNECTION_ERRORS.forEach(rest::remove);
    }
    rest.forEach(type -> names.add(type.getSimpleName()));
    return names;
  }

  private static String enumerated(List<String> names) {
    int last = names.size() - 1;
    if (last < 1) {
      return names.isEmpty() ? "nothing" : names.get(0);
    }
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
