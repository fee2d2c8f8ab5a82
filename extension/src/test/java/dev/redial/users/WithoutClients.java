package dev.redial.users;

import dev.redial.test.dialect.Dialect;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import java.net.http.HttpResponse;
import java.util.List;

/** A program that has none of the clients for which there are dialects, but one of its own. */
final class WithoutClients {

  interface Gateway {
    String charge();

    HttpResponse<String> fetch();
  }

  private WithoutClients() {}

  /** Loads the classes of these names whole, and meets faults. */
  public static void main(String[] names) throws ClassNotFoundException {
    for (String missing :
        List.of(
            "java.sql.SQLException",
            "org.springframework.http.HttpHeaders",
            "okhttp3.Call",
            "org.apache.hc.core5.http.HttpResponse",
            "io.grpc.Status",
            "reactor.core.publisher.Mono")) {
      assertMissing(missing);
    }
    int members = 0;
    for (String name : names) {
      Class<?> type = Class.forName(name);
      members += type.getDeclaredMethods().length;
      members += type.getDeclaredConstructors().length;
    }
    if (members < names.length) {
      throw new AssertionError("found only " + members + " members");
    }
    Faults faults = new Faults(new Timeline(TimeSource.system()), TimeSource.system());
    Gateway gateway = faults.wrap(Gateway.class, new Unreached(), "429");
    try {
      throw new AssertionError(gateway.charge());
    } catch (RuntimeException shown) {
      System.out.println(shown.getMessage());
    }
    System.out.println(Dialect.standard().name());
    try {
      throw new AssertionError(Dialect.springWeb().name());
    } catch (IllegalStateException absent) {
      System.out.println(absent.getMessage());
    }
    System.out.println("loaded " + names.length);
  }

  private static void assertMissing(String name) {
    try {
      Class.forName(name);
    } catch (ClassNotFoundException e) {
      return;
    }
    throw new AssertionError(name + " is here");
  }

  private static final class Unreached implements Gateway {
    @Override
    public String charge() {
      throw new AssertionError("reached");
    }

    @Override
    public HttpResponse<String> fetch() {
      throw new AssertionError("reached");
    }
  }
}
