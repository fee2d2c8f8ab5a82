package dev.redial.test.dialect;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import okhttp3.Call;
import okhttp3.Response;

/** Carries one response, or an error, to whoever executes or enqueues a {@link Call}. */
final class OkHttpCalls implements Carrier {

  @Override
  public Type carried(Type argument) {
    return Response.class;
  }

  @Override
  public boolean mayCarry(Class<? extends Throwable> error) {
    return IOException.class.isAssignableFrom(error);
  }

  @Override
  public Object carry(Real target, Runs runs) throws Throwable {
    return proxy((Call) Publishers.required(target.call(), "Call"), runs);
  }

  /** A proxy, since OkHttp adds methods to this interface from version to version. */
  static Call proxy(Call real, Runs runs) {
    return (Call)
        Proxy.newProxyInstance(
            Call.class.getClassLoader(), new Class<?>[] {Call.class}, new OkHttpCall(real, runs));
  }
}
