package dev.redial.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.CallEvent.CallStarted;
import dev.redial.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallListenerTest {

  private static final CallEvent EVENT = new CallStarted("pay", 1, TimeSource.system().moment());

  @Test
  void allAreToldInTheirOrder() {
    List<String> told = new ArrayList<>();

    CallListener.all(List.of(event -> told.add("first"), event -> told.add("second"))).on(EVENT);

    assertThat(told).containsExactly("first", "second");
  }

  /** Guarantee 33. */
  @Test
  void whatOneThrowsHarmsNobodyElse() {
    List<CallEvent> told = new ArrayList<>();
    CallListener broken =
        event -> {
          throw new AssertionError("this listener always throws; its log entry is expected");
        };

    CallListener.all(List.of(broken, told::add)).on(EVENT);

    assertThat(told).containsExactly(EVENT);
  }

  @Test
  void laterChangesToTheCollectionChangeNothing() {
    List<CallEvent> told = new ArrayList<>();
    List<CallListener> listeners = new ArrayList<>(List.of(told::add));
    CallListener all = CallListener.all(listeners);

    listeners.clear();
    all.on(EVENT);

    assertThat(told).containsExactly(EVENT);
  }
}
