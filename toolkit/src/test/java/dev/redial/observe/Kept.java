package dev.redial.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Passes all on to a listener, and finds out whether what it makes for a call is kept. */
final class Kept implements CallListener {

  private final CallListener listener;
  private final ReferenceQueue<CallListener> gone = new ReferenceQueue<>();
  private final List<WeakReference<CallListener>> ofCalls = new ArrayList<>();

  Kept(CallListener listener) {
    this.listener = listener;
  }

  @Override
  public boolean followsSuccess() {
    return listener.followsSuccess();
  }

  @Override
  public CallListener forCall() {
    CallListener own = listener.forCall();
    ofCalls.add(new WeakReference<>(own, gone));
    return own;
  }

  @Override
  public void on(CallEvent event) {
    listener.on(event);
  }

  /** Waits until the garbage collector has found all listeners of so many calls. */
  void assertThatNothingIsLeftOf(int calls) throws InterruptedException {
    assertThat(ofCalls).hasSize(calls);
    int found = 0;
    for (int i = 0; found < calls && i < 100; i++) {
      System.gc();
      while (gone.remove(100) != null) {
        found++;
      }
    }
    assertThat(found).isEqualTo(calls);
  }
}
