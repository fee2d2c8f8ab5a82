package dev.redial.gates;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What only real time and real chance can answer: the JDK's clocks, its waits, its timers and its
 * unseeded random numbers. All of it belongs in one place, so that a test can put its own there.
 */
public final class RealTime {

  private static final Set<String> DATES =
      Set.of("java.util.Date", "java.util.Calendar", "java.util.GregorianCalendar");

  private static final Set<String> CHANCE =
      Set.of("java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom");

  private static final Set<String> WAITS =
      Set.of("java.lang.Thread", "java.lang.Object", "java.util.concurrent.TimeUnit");

  private final List<String> packages = new ArrayList<>();
  private final List<String> socketPackages = new ArrayList<>();
  private final List<String> chanceClasses = new ArrayList<>();

  private RealTime() {}

  /** The rule that nothing uses real time or chance but what is allowed to. */
  public static RealTime onlyIn(String... packages) {
    RealTime rule = new RealTime();
    rule.packages.addAll(Arrays.asList(packages));
    return rule;
  }

  /** Lets {@code packages} measure and wait, since they deal with real sockets; never sleep. */
  public RealTime socketsIn(String... packagesOfSockets) {
    socketPackages.addAll(Arrays.asList(packagesOfSockets));
    return this;
  }

  /** Lets the classes of these names draw unseeded random numbers. */
  public RealTime chanceIn(String... classes) {
    chanceClasses.addAll(Arrays.asList(classes));
    return this;
  }

  /** The rule. */
  public ArchRule rule() {
    return ArchRuleDefinition.classes().should(leaveTimeAlone());
  }

  private ArchCondition<JavaClass> leaveTimeAlone() {
    return new ArchCondition<>("leave real time to " + packages) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getCodeUnitAccessesFromSelf().stream()
            .filter(access -> !isAllowed(access))
            .forEach(
                access ->
                    events.add(SimpleConditionEvent.violated(access, access.getDescription())));
      }
    };
  }

  private boolean isAllowed(JavaCodeUnitAccess<?> access) {
    CodeUnitAccessTarget target = access.getTarget();
    String owner = target.getOwner().getName();
    String name = target.getName();
    JavaClass from = access.getOriginOwner();
    if (packages.contains(from.getPackageName())) {
      return true;
    }
    if (isChance(owner, name, target)) {
      return chanceClasses.contains(from.getName());
    }
    boolean clock = isClock(owner, name, target);
    boolean wait = isWait(owner, name, target);
    if (socketPackages.contains(from.getPackageName())) {
      clock = clock && !name.equals("nanoTime");
      wait = wait && name.equals("sleep");
    }
    return !clock && !wait && !isTimer(owner, name);
  }

  private static boolean isClock(String owner, String name, CodeUnitAccessTarget target) {
    return switch (owner) {
      case "java.lang.System" -> name.equals("nanoTime") || name.equals("currentTimeMillis");
      case "java.time.Clock", "java.time.InstantSource" ->
          name.startsWith("system") || name.startsWith("tick");
      default ->
          (owner.startsWith("java.time.") && name.equals("now") && !takesClock(target))
              || (DATES.contains(owner) && isUnseeded(name, target));
    };
  }

  private static boolean takesClock(CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().stream()
        .anyMatch(parameter -> parameter.getName().equals("java.time.Clock"));
  }

  private static boolean isUnseeded(String name, CodeUnitAccessTarget target) {
    return name.equals("getInstance")
        || (name.equals("<init>") && target.getRawParameterTypes().isEmpty());
  }

  private static boolean isTimer(String owner, String name) {
    return switch (owner) {
      case "java.util.Timer", "java.util.concurrent.ScheduledThreadPoolExecutor" ->
          name.equals("<init>");
      case "java.util.concurrent.Executors" -> name.contains("Scheduled");
      case "java.util.concurrent.CompletableFuture" ->
          Set.of("delayedExecutor", "orTimeout", "completeOnTimeout").contains(name);
      default -> false;
    };
  }

  private static boolean isChance(String owner, String name, CodeUnitAccessTarget target) {
    return switch (owner) {
      case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
      case "java.util.concurrent.ThreadLocalRandom" -> name.equals("current");
      case "java.util.random.RandomGenerator" -> name.equals("getDefault") || name.equals("of");
      default -> CHANCE.contains(owner) && isUnseeded(name, target);
    };
  }

  private static boolean isWait(String owner, String name, CodeUnitAccessTarget target) {
    boolean timed = !target.getRawParameterTypes().isEmpty();
    if (WAITS.contains(owner) || isThread(target.getOwner())) {
      return switch (name) {
        case "sleep", "timedWait", "timedJoin" -> true;
        case "wait", "join" -> timed;
        default -> false;
      };
    }
    if (owner.equals("java.util.concurrent.locks.LockSupport")) {
      return name.equals("parkNanos") || name.equals("parkUntil");
    }
    return owner.startsWith("java.util.concurrent.") && !name.equals("<init>") && isTimed(target);
  }

  private static boolean isThread(JavaClass owner) {
    return owner.isAssignableTo(Thread.class);
  }

  /** Whether a call to java.util.concurrent names a time to wait. */
  private static boolean isTimed(CodeUnitAccessTarget target) {
    return Set.of("awaitNanos", "awaitUntil").contains(target.getName())
        || target.getRawParameterTypes().stream()
            .anyMatch(parameter -> parameter.isEquivalentTo(TimeUnit.class));
  }
}
