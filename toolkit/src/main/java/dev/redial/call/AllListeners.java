package dev.redial.call;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Several listeners, kept apart from each other's errors. */
final class AllListeners implements CallListener {

  private static final System.Logger LOG = System.getLogger("dev.redial");

  private final List<CallListener> listeners;

  AllListeners(Collection<? extends CallListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public boolean followsSuccess() {
    for (int i = 0; i < listeners.size(); i++) {
      if (follows(listeners.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean follows(CallListener listener) {
    try {
      return listener.followsSuccess();
    } catch (Throwable thrown) {
      LOG.log(Level.WARNING, "A listener threw when a call began; the call goes on.", thrown);
      return false;
    }
  }

  @Override
  public CallListener forCall() {
    List<CallListener> ofCall = null;
    for (int i = 0; i < listeners.size(); i++) {
      CallListener shared = listeners.get(i);
      CallListener own = ownOf(shared);
      if (ofCall == null && own != shared) {
        ofCall = new ArrayList<>(listeners.subList(0, i));
      }
      if (ofCall != null && own != null) {
        ofCall.add(own);
      }
    }
    return ofCall == null ? this : new AllListeners(ofCall);
  }

  private static @Nullable CallListener ownOf(CallListener listener) {
    try {
      return Objects.requireNonNull(listener.forCall(), "forCall() must not return null");
    } catch (Throwable thrown) {
      LOG.log(
          Level.WARNING,
          "A listener threw when a call began, and hears nothing of it; the call goes on.",
          thrown);
      return null;
    }
  }

  @Override
  public void on(CallEvent event) {
    for (CallListener listener : listeners) {
      try {
        listener.on(event);
      } catch (Throwable thrown) {
        LOG.log(
            Level.WARNING,
            "A listener of '"
                + event.name()
                + "' threw on "
                + event.getClass().getSimpleName()
                + "; the call goes on.",
            thrown);
      }
    }
  }
}
