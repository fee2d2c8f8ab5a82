package dev.redial.test.script;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls with an argument of this text. */
record ArgumentText(int position, String value) implements Condition {

  ArgumentText {
    Step.requireAtLeastOne("argument", position);
    Objects.requireNonNull(value, "value");
  }

  @Override
  public boolean holds(ScriptCall call) {
    return text(call.arguments(), position).filter(value::equals).isPresent();
  }

  static Optional<String> text(List<@Nullable Object> arguments, int position) {
    return position <= arguments.size()
        ? Optional.of(String.valueOf(arguments.get(position - 1)))
        : Optional.empty();
  }

  @Override
  public boolean needsArguments() {
    return true;
  }

  @Override
  public String toString() {
    return "arg " + position + " is " + ScriptPrinter.quoted(value);
  }
}
