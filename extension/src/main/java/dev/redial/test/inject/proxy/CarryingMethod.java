package dev.redial.test.inject.proxy;

import dev.redial.test.dialect.Carrier;
import dev.redial.test.dialect.Showing;
import dev.redial.test.dialect.TargetMethod;
import dev.redial.test.inject.FaultPlan;
import dev.redial.test.script.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A method whose plan is asked not when it is called, but when what it returned is. */
final class CarryingMethod implements Faulting {

  private final Carrier carrier;
  private final FaultingMethod asked;
  private final FaultingMethod askedForLater;

  private CarryingMethod(Carrier carrier, FaultingMethod asked, FaultingMethod askedForLater) {
    this.carrier = carrier;
    this.asked = asked;
    this.askedForLater = askedForLater;
  }

  static CarryingMethod of(
      Carrier carrier, TargetMethod method, FaultPlan plan, Map<Fault, Showing> showings) {
    return new CarryingMethod(
        carrier,
        new FaultingMethod(method.asked(), plan, showings),
        new FaultingMethod(method.askedForLater(), plan, showings));
  }

  @Override
  public Object call(RealCall real, @Nullable Object @Nullable [] arguments) throws Throwable {
    return carrier.carry(real::pass, new Runs(arguments));
  }

  private final class Runs implements Carrier.Runs {

    private final @Nullable Object @Nullable [] arguments;

    Runs(@Nullable Object @Nullable [] arguments) {
      this.arguments = arguments;
    }

    @Override
    public @Nullable Object call(Carrier.Real real, Object... known) throws Throwable {
      return asked.call(real::call, with(known));
    }

    @Override
    public CompletionStage<? extends @Nullable Object> start(Carrier.Real real, Object... known) {
      try {
        Object stage = askedForLater.call(real::call, with(known));
        return (CompletionStage<?>) Objects.requireNonNull(stage, "stage");
      } catch (Throwable error) {
        return CompletableFuture.failedFuture(error);
      }
    }

    private @Nullable Object[] with(Object... known) {
      List<@Nullable Object> all = new ArrayList<>();
      if (arguments != null) {
        Collections.addAll(all, arguments);
      }
      Collections.addAll(all, known);
      return all.toArray();
    }
  }
}
