package dev.redial.test.junit;

import dev.redial.test.script.Script;
import dev.redial.test.script.ScriptSyntaxException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A script that somebody declared for a field.
 *
 * @param field the field's name; empty for the only one there is
 * @param place where it was declared, for messages
 */
record ScriptSource(String field, Script script, String place) {

  /** The scripts of {@link Scripted} that stand on a test method or a class. */
  static List<ScriptSource> on(AnnotatedElement element) {
    String place = "@Scripted of " + text(element);
    return AnnotationSupport.findRepeatableAnnotations(element, Scripted.class).stream()
        .map(one -> new ScriptSource(one.field(), parsed(one, place), place))
        .toList();
  }

  /** The script of {@link Scripted} that stands on a field, if there is one. */
  static List<ScriptSource> on(Field field) {
    List<Scripted> scripts = AnnotationSupport.findRepeatableAnnotations(field, Scripted.class);
    if (scripts.size() > 1) {
      throw OwnFields.refused(
          field, "has " + scripts.size() + " scripts; put all of their steps into one");
    }
    String place = "@Scripted of " + OwnFields.name(field);
    return scripts.stream()
        .map(one -> new ScriptSource(unnamed(one, field), parsed(one, place), place))
        .toList();
  }

  private static String unnamed(Scripted script, Field field) {
    if (!script.field().isEmpty() && !script.field().equals(field.getName())) {
      throw OwnFields.refused(
          field,
          "has a script for the field '"
              + script.field()
              + "'; put it on that field, or leave the"
              + " name out");
    }
    return field.getName();
  }

  private static Script parsed(Scripted script, String place) {
    try {
      return Script.parse(script.value());
    } catch (ScriptSyntaxException e) {
      throw new ExtensionConfigurationException(
          "The script of " + place + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String text(AnnotatedElement element) {
    return element instanceof Member member
        ? member.getDeclaringClass().getSimpleName() + "." + member.getName() + "()"
        : element instanceof Class<?> type ? type.getSimpleName() : element.toString();
  }
}
