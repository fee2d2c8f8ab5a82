package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** The first of the built-in dialects that speaks for a method. */
final class StandardDialect implements Dialect {

  static final StandardDialect INSTANCE = new StandardDialect();

  private static final List<Dialect> BUILT_IN =
      List.of(JdkHttpDialect.INSTANCE, PlainJavaDialect.INSTANCE);

  private StandardDialect() {}

  @Override
  public String name() {
    return BUILT_IN.stream().map(Dialect::name).collect(Collectors.joining(" or "));
  }

  @Override
  public boolean speaksFor(TargetMethod method) {
    return BUILT_IN.stream().anyMatch(dialect -> dialect.speaksFor(method));
  }

  @Override
  public Showing show(Fault fault, TargetMethod method) {
    return BUILT_IN.stream()
        .filter(dialect -> dialect.speaksFor(method))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name() + " does not speak for " + method))
        .show(fault, method);
  }
}
