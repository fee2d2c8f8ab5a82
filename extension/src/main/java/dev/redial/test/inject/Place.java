package dev.redial.test.inject;

import java.lang.StackWalker.StackFrame;
import java.util.List;

/** Where in the test something was declared. */
final class Place {

  private static final List<String> NOT_THE_TEST = List.of("dev.redial.test.", "java.", "jdk.");

  private Place() {}

  /** The innermost frame that is neither the test kit's nor the JDK's, as {@code File:line}. */
  static String ofCaller() {
    return StackWalker.getInstance()
        .walk(frames -> frames.filter(Place::isOfTest).findFirst())
        .map(Place::format)
        .orElse("an unknown place");
  }

  private static boolean isOfTest(StackFrame frame) {
    return NOT_THE_TEST.stream().noneMatch(frame.getClassName()::startsWith);
  }

  private static String format(StackFrame frame) {
    return frame.getFileName() == null || frame.getLineNumber() < 0
        ? frame.getClassName() + "." + frame.getMethodName()
        : frame.getFileName() + ":" + frame.getLineNumber();
  }
}
