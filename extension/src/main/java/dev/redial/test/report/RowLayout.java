package dev.redial.test.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Rows in columns that line up: when, which, what came of it, and notes. */
final class RowLayout {

  private static final int INDENT = 5;
  private static final int WIDEST_TIME = 24;
  private static final int NOTES_GAP = 4;
  private static final int NOTES_AT_LEAST = 28;
  private static final int POINTER_GAP = 5;
  private static final String BETWEEN_NOTES = "   ";

  private final List<Row> rows;
  private final Pen pen;
  private final int timeWidth;
  private final int numberWidth;
  private final int answerWidth;

  RowLayout(List<Row> rows, Pen pen) {
    this.rows = rows;
    this.pen = pen;
    this.timeWidth = Math.min(WIDEST_TIME, widest(rows, Row::elapsed)) + 3;
    int numbers = widest(rows, Row::number);
    this.numberWidth = numbers == 0 ? 0 : numbers + 2;
    List<Row> withNotes = rows.stream().filter(Row::hasNotes).toList();
    int notes = withNotes.stream().mapToInt(RowLayout::notesWidth).max().orElse(0);
    int room = Pen.WIDTH - answerColumn() - NOTES_GAP - Math.min(notes, NOTES_AT_LEAST);
    this.answerWidth = Math.min(room, widest(withNotes, Row::text));
  }

  private static int widest(List<Row> rows, Function<Row, String> cell) {
    ToIntFunction<Row> width = row -> Columns.width(cell.apply(row));
    return rows.stream().mapToInt(width).max().orElse(0);
  }

  private static int notesWidth(Row row) {
    String detail = row.details().isEmpty() ? row.stop() : row.details().get(0);
    return Columns.width(row.after()) + Columns.width(detail);
  }

  private int answerColumn() {
    return INDENT + timeWidth + numberWidth;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      StopText stop = stopText(row);
      lines.add(line(row, stop.inRow()));
      if (!stop.below().isEmpty()) {
        addBelow(lines, stop.below());
      }
    }
    return lines;
  }

  private void addBelow(List<String> lines, String text) {
    int indent = INDENT + timeWidth;
    int room = Pen.WIDTH - indent;
    int bracket = text.indexOf(" (");
    if (bracket > 0 && Columns.width(text) > room) {
      addBelow(lines, text.substring(0, bracket));
      addBelow(lines, text.substring(bracket + 1));
      return;
    }
    for (String line : Columns.wrap(text, room)) {
      lines.add(" ".repeat(indent) + pen.cut(line, room));
    }
  }

  private String line(Row row, String stop) {
    String time = Columns.pad(pen.cut(row.elapsed(), WIDEST_TIME), timeWidth);
    String start = " ".repeat(INDENT) + time + Columns.pad(row.number(), numberWidth);
    String pointer = row.pointer().isEmpty() ? "" : pen.glyphs().pointer() + " " + row.pointer();
    int pointerRoom = pointer.isEmpty() ? 0 : Columns.width(pointer) + 2;
    int room = Math.max(0, Pen.WIDTH - Columns.width(start) - pointerRoom);
    String notes = notes(row, stop, room - answerWidth - NOTES_GAP);
    String text =
        notes.isEmpty()
            ? pen.cut(row.text(), room)
            : Columns.pad(pen.cut(row.text(), answerWidth), answerWidth + NOTES_GAP) + notes;
    String line = (start + pen.cut(text, room)).stripTrailing();
    return pointer.isEmpty() ? line : pen.cut(withPointer(line, pointer), Pen.WIDTH);
  }

  private String withPointer(String line, String pointer) {
    boolean hasRoom = Columns.width(line + pointer) + POINTER_GAP <= Pen.WIDTH;
    return line + " ".repeat(hasRoom ? POINTER_GAP : 2) + pointer;
  }

  private String notes(Row row, String stop, int room) {
    List<String> details = stop.isEmpty() ? row.details() : List.of(stop);
    if (details.isEmpty()) {
      return pen.cut(row.after(), room);
    }
    String before = row.after().isEmpty() ? "" : row.after() + BETWEEN_NOTES;
    return details.stream()
        .map(before::concat)
        .filter(notes -> Columns.width(notes) <= room)
        .findFirst()
        .orElseGet(() -> pen.cut(before + details.get(details.size() - 1), room));
  }

  /** Why the call stopped: beside the answer where it fits, or else below. */
  private StopText stopText(Row row) {
    if (row.stop().isEmpty() || !row.details().isEmpty()) {
      return new StopText("", row.stop());
    }
    int used = row.after().isEmpty() ? 0 : Columns.width(row.after() + BETWEEN_NOTES);
    int pointer = row.pointer().isEmpty() ? 0 : Columns.width(row.pointer()) + 4;
    int room = Pen.WIDTH - answerColumn() - answerWidth - NOTES_GAP - used - pointer;
    if (Columns.width(row.stop()) <= room) {
      return new StopText(row.stop(), "");
    }
    int bracket = row.stop().indexOf(" (");
    String head = bracket < 0 ? row.stop() : row.stop().substring(0, bracket);
    return bracket > 0 && Columns.width(head) <= room
        ? new StopText(head, row.stop().substring(bracket + 1))
        : new StopText("", row.stop());
  }

  private record StopText(String inRow, String below) {}
}
