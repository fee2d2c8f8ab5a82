package dev.redial.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A flight recording of Redial's events, made and read in this process. */
final class Flight implements AutoCloseable {

  private static final String OURS = "dev.redial.";

  private final Recording recording = new Recording();

  private Flight() {}

  /** Runs at once, with these events and all of them however short; the others are disabled. */
  static Flight of(String... events) {
    Flight flight = new Flight();
    for (String each :
        List.of("Call", "Attempt", "Wait", "Hedge", "CircuitTransition", "Rejection", "Fallback")) {
      flight.recording.disable(OURS + each);
    }
    for (String each : events) {
      flight.recording.enable(OURS + each).withoutThreshold();
    }
    flight.recording.start();
    return flight;
  }

  static Flight ofAll() {
    return of("Call", "Attempt", "Wait", "Hedge", "CircuitTransition", "Rejection", "Fallback");
  }

  /** Runs at once, with what is recorded if nobody says anything. */
  static Flight byDefault() {
    Flight flight = new Flight();
    flight.recording.start();
    return flight;
  }

  void stop() {
    recording.stop();
  }

  /** Stops it and reads all of Redial's events. */
  List<RecordedEvent> events() {
    if (recording.getState() == RecordingState.RUNNING) {
      recording.stop();
    }
    Path file = null;
    try {
      file = Files.createTempFile("redial", ".jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().startsWith(OURS))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<RecordedEvent> only(String type, List<RecordedEvent> events) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(OURS + type))
        .toList();
  }

  @Override
  public void close() {
    recording.close();
  }
}
