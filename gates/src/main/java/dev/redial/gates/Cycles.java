package dev.redial.gates;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Packages must not use each other in a circle. */
public final class Cycles {

  private Cycles() {}

  /** The rule, for the packages below {@code base}. */
  public static ArchRule noneBelow(String base) {
    return SlicesRuleDefinition.slices()
        .assignedFrom(packagesBelow(base))
        .should()
        .beFreeOfCycles();
  }

  private static SliceAssignment packagesBelow(String base) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(base) || name.startsWith(base + ".")
            ? SliceIdentifier.of(name)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages below " + base;
      }
    };
  }
}
