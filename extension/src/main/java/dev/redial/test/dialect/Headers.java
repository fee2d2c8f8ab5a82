package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import dev.redial.test.script.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The headers of a scripted answer, as texts. */
final class Headers {

  private Headers() {}

  /** By name in any case of letters; dates are reckoned from {@code now}. */
  static Map<String, List<String>> at(Fault.Status fault, Instant now) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : fault.headers()) {
      headers.computeIfAbsent(header.name(), name -> new ArrayList<>()).add(header.value().at(now));
    }
    headers.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(headers);
  }
}
