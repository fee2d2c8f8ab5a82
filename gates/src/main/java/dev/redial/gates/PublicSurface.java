package dev.redial.gates;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The public surface of a module as text: each exported package, each type in it that users can
 * name, each public or protected member on a line of its own. The text depends on the source alone,
 * not on the JDK that compiled it or the order in which reflection lists things.
 */
public final class PublicSurface {

  private PublicSurface() {}

  /** The text, line by line. */
  public static List<String> of(ModuleOutput module) {
    List<String> lines = new ArrayList<>();
    lines.add("module " + module.descriptor().name());
    for (String packageName : module.exportedPackages()) {
      lines.add("");
      lines.add("package " + packageName);
      for (Class<?> type : module.publicTypes(packageName)) {
        lines.add("");
        of(type).forEach(line -> lines.add("  " + line));
      }
    }
    return lines;
  }

  /** One type: its annotations, its header, its members. */
  static List<String> of(Class<?> type) {
    List<String> lines = new ArrayList<>(AnnotationText.linesOf(type));
    lines.add(TypeHeader.of(type));
    if (type.isEnum()) {
      lines.add("  " + constants(type));
    }
    lines.addAll(members(Members.fields(type), MemberText::of));
    lines.addAll(members(Members.constructors(type), MemberText::of));
    lines.addAll(members(Members.methods(type), method -> MemberText.of(type, method)));
    return lines;
  }

  private static String constants(Class<?> type) {
    return TypeText.list(type.getEnumConstants(), c -> ((Enum<?>) c).name(), ", ", "", "");
  }

  private static <M extends Member> List<String> members(
      List<M> members, Function<M, String> text) {
    return members.stream()
        .sorted(Comparator.<M, String>comparing(Member::getName).thenComparing(text))
        .map(member -> "  " + text.apply(member))
        .toList();
  }

  /** The types of a module's exported packages. */
  static List<Class<?>> typesOf(ModuleOutput module) {
    return module.exportedPackages().stream()
        .<Class<?>>flatMap(packageName -> module.publicTypes(packageName).stream())
        .toList();
  }
}
