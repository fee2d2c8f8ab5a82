package dev.redial.gates;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The floors of a module: every package has one, and uses packages of lower floors only, never
 * those on its own. A subpackage has a floor of its own. What is used from outside the base package
 * is no business of the floors.
 */
public final class Floors {

  private final String base;
  private final Map<String, Integer> floors = new LinkedHashMap<>();
  private int next;

  private Floors(String base) {
    this.base = base;
  }

  /** A module without floors yet; package names are given relative to {@code base}. */
  public static Floors of(String base) {
    return new Floors(base);
  }

  /** Puts packages on the next floor, from 0 upward; the base package itself is {@code ""}. */
  public Floors floor(String... packages) {
    for (String name : packages) {
      floors.put(name.isEmpty() ? base : base + "." + name, next);
    }
    next++;
    return this;
  }

  /** The rule that the floors are kept. */
  public ArchRule rule() {
    return ArchRuleDefinition.classes()
        .that()
        .resideInAPackage(base + "..")
        .should(useLowerFloorsOnly());
  }

  private ArchCondition<JavaClass> useLowerFloorsOnly() {
    return new ArchCondition<>("use lower floors only") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Integer floor = floors.get(type.getPackageName());
        if (floor == null) {
          violation(
              events,
              type,
              "Package "
                  + type.getPackageName()
                  + " has no floor: give it one"
                  + " in FloorsTest and in docs/architecture.md (found "
                  + type.getName()
                  + ").");
          return;
        }
        type.getDirectDependenciesFromSelf().forEach(used -> checkUse(floor, used, events));
      }
    };
  }

  private void checkUse(int floor, Dependency used, ConditionEvents events) {
    String from = used.getOriginClass().getPackageName();
    String to = used.getTargetClass().getBaseComponentType().getPackageName();
    Integer below = floors.get(to);
    if (!from.equals(to) && below != null && below >= floor) {
      violation(
          events,
          used,
          from
              + " (floor "
              + floor
              + ") must not use "
              + to
              + " (floor "
              + below
              + "): "
              + used.getDescription());
    }
  }

  private static void violation(ConditionEvents events, Object where, String sentence) {
    events.add(SimpleConditionEvent.violated(where, sentence));
  }
}
