package dev.redial.test.dialect;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A call that meets its fault when it is executed or enqueued, which it can be once. */
final class OkHttpCall implements InvocationHandler {

  private final Call real;
  private final Carrier.Runs runs;
  private final AtomicBoolean executed = new AtomicBoolean();
  private volatile @Nullable CompletableFuture<?> pending;

  OkHttpCall(Call real, Carrier.Runs runs) {
    this.real = real;
    this.runs = runs;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    return switch (method.getName()) {
      case "execute" -> execute();
      case "enqueue" ->
          enqueue((Call) proxy, (Callback) Objects.requireNonNull(first(arguments), "callback"));
      case "cancel" -> cancel();
      case "isExecuted" -> executed.get();
      case "clone" -> OkHttpCalls.proxy(real.clone(), runs);
      case "equals" -> proxy == first(arguments);
      case "hashCode" -> System.identityHashCode(proxy);
      default -> pass(method, arguments);
    };
  }

  private static @Nullable Object first(@Nullable Object @Nullable [] arguments) {
    return arguments == null ? null : arguments[0];
  }

  private @Nullable Object pass(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }

  private @Nullable Object execute() throws Throwable {
    begin();
    if (real.isCanceled()) {
      throw new IOException("Canceled");
    }
    return runs.call(real::execute, real.request());
  }

  private void begin() {
    if (!executed.compareAndSet(false, true)) {
      throw new IllegalStateException("Already Executed");
    }
  }

  private @Nullable Object enqueue(Call proxy, Callback callback) {
    begin();
    if (real.isCanceled()) {
      callback.onFailure(proxy, new IOException("Canceled"));
      return null;
    }
    CompletableFuture<? extends @Nullable Object> answer =
        runs.start(this::enqueueReal, real.request()).toCompletableFuture();
    pending = answer;
    CompletableFuture<?> unused =
        answer.whenComplete((response, error) -> callBack(proxy, callback, response, error));
    return null;
  }

  private Object enqueueReal() {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    real.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call call, IOException error) {
            answer.completeExceptionally(error);
          }

          @Override
          public void onResponse(Call call, Response response) {
            answer.complete(response);
          }
        });
    return answer;
  }

  private void callBack(
      Call proxy, Callback callback, @Nullable Object answer, @Nullable Throwable error) {
    if (error instanceof CancellationException) {
      callback.onFailure(proxy, new IOException("Canceled"));
    } else if (error != null) {
      callback.onFailure(proxy, error instanceof IOException io ? io : canceled(error));
    } else {
      try {
        callback.onResponse(proxy, (Response) Objects.requireNonNull(answer, "answer"));
      } catch (IOException ignored) {
        // OkHttp logs it, and tells nobody.
      }
    }
  }

  /** What OkHttp makes of an error that it did not expect. */
  private static IOException canceled(Throwable error) {
    return new IOException("canceled due to " + error, error);
  }

  private @Nullable Object cancel() {
    real.cancel();
    CompletableFuture<?> later = pending;
    if (later != null) {
      later.cancel(false);
    }
    return null;
  }
}
