package dev.redial.test.script;

import java.util.Optional;

/** A random share of the calls. */
record RandomShare(double percent, long seed, Optional<Integer> byArgument) implements Condition {

  RandomShare {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "share must be above 0 % and at most 100 %, but was "
              + ScriptPrinter.number(percent)
              + " %");
    }
    byArgument.ifPresent(position -> Step.requireAtLeastOne("argument", position));
  }

  @Override
  public boolean holds(ScriptCall call) {
    long key =
        byArgument
            .flatMap(position -> ArgumentText.text(call.arguments(), position))
            .map(text -> (long) text.hashCode())
            .orElse(call.number());
    return Chance.of(seed, key) * 100 < percent;
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public boolean needsArguments() {
    return byArgument.isPresent();
  }

  @Override
  public String toString() {
    return ScriptPrinter.number(percent)
        + " % seed "
        + seed
        + byArgument.map(position -> " by arg " + position).orElse("");
  }
}
