package dev.redial.gates;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentMap;

/**
 * No state is shared by way of statics: a static field is final and holds no array, no atomic and
 * no collection that can change. A field declared as {@code List}, {@code Set} or {@code Map} is
 * taken as constant as long as its class creates no mutable collection while it is initialised:
 * {@code List.of} and {@code Map.copyOf} make constants.
 */
public final class MutableStatics {

  private MutableStatics() {}

  /** The rule. */
  public static ArchRule none() {
    return ArchRuleDefinition.classes().should(haveNoMutableStatics());
  }

  private static ArchCondition<JavaClass> haveNoMutableStatics() {
    return new ArchCondition<>("have no mutable statics") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getFields().stream()
            .filter(MutableStatics::isStaticAndOwn)
            .filter(field -> !isFinal(field) || isMutable(field.getRawType()))
            .forEach(field -> events.add(SimpleConditionEvent.violated(field, text(field))));
        type.getStaticInitializer().stream()
            .flatMap(initializer -> initializer.getConstructorCallsFromSelf().stream())
            .filter(call -> isCollection(call.getTargetOwner()))
            .forEach(call -> events.add(SimpleConditionEvent.violated(call, text(call))));
      }
    };
  }

  /** The compiler's own fields, such as an enum's {@code $VALUES}, are synthetic. */
  private static boolean isStaticAndOwn(JavaField field) {
    return field.getModifiers().contains(JavaModifier.STATIC)
        && !field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static boolean isFinal(JavaField field) {
    return field.getModifiers().contains(JavaModifier.FINAL);
  }

  private static boolean isMutable(JavaClass type) {
    return type.isArray()
        || type.getPackageName().equals("java.util.concurrent.atomic")
        || (isCollection(type) && !type.isInterface())
        || type.isAssignableTo(ConcurrentMap.class)
        || type.isAssignableTo(Queue.class);
  }

  private static boolean isCollection(JavaClass type) {
    return type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
  }

  private static String text(JavaField field) {
    return "Static field "
        + field.getFullName()
        + " must be final and of a type that cannot change, but is a "
        + (isFinal(field) ? "final " : "non-final ")
        + field.getRawType().getName();
  }

  private static String text(JavaConstructorCall call) {
    return call.getOriginOwner().getName()
        + " creates a mutable "
        + call.getTargetOwner().getSimpleName()
        + " for its statics; use List.of, Set.of, Map.of or a copyOf: "
        + call.getSourceCodeLocation();
  }
}
