package dev.redial.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Keeps the lines, as in {@code "WARNING what went wrong"}. */
final class RecordingLogger implements System.Logger {

  final List<String> lines = new ArrayList<>();
  Level least = Level.ALL;

  @Override
  public String getName() {
    return "test";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level.getSeverity() >= least.getSeverity();
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    throw new UnsupportedOperationException("stack traces are not logged");
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object... params) {
    lines.add(level + " " + format);
  }
}
