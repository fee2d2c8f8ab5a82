package dev.redial.guard;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings of a policy do not fit; the message tells everything that does not. */
public final class MisfitException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient @Nullable List<Misfit> misfits;

  MisfitException(List<Misfit> misfits) {
    super(message(misfits));
    this.misfits = List.copyOf(misfits);
  }

  private static String message(List<Misfit> misfits) {
    return misfits.size() == 1
        ? misfits.get(0).sentence()
        : misfits.stream()
            .map(misfit -> "\n- " + misfit.sentence())
            .collect(Collectors.joining("", misfits.size() + " things do not fit:", ""));
  }

  /** What does not fit, in the order in which it was found; empty once it was serialized. */
  public List<Misfit> misfits() {
    return misfits == null ? List.of() : misfits;
  }
}
