package dev.redial.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what does not fit of a policy's settings, so that all of it is told at once. */
public final class Misfits {

  private final List<Misfit> all = new ArrayList<>();

  /** Nothing found yet. */
  public Misfits() {}

  /** Says that a setting must keep to a rule, and does not. */
  public void add(String setting, String rule, Object value, String... others) {
    say(setting + " must " + rule + ", but was " + value, setting, others);
  }

  /** Says what does not fit, in a sentence of its own. */
  public void say(String sentence, String setting, String... others) {
    List<String> settings = new ArrayList<>(List.of(setting));
    settings.addAll(List.of(others));
    all.add(new Misfit(List.copyOf(settings), sentence));
  }

  /** Whether this setting, if set, is at least 1; says so if not. */
  public boolean isAtLeastOne(String setting, @Nullable Integer value) {
    if (value != null && value < 1) {
      add(setting, "be at least 1", value);
      return false;
    }
    return true;
  }

  /** Whether all fits so far. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Throws a {@link MisfitException} with all that was found, if anything was. */
  public void refuse() {
    if (!all.isEmpty()) {
      throw new MisfitException(all);
    }
  }
}
