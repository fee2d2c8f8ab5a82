package dev.redial.test.dialect;

import java.util.Optional;

/** The carriers that are known, by name: a method that returns one has loaded its library. */
final class Carriers {

  private Carriers() {}

  static Optional<Carrier> of(Class<?> returned) {
    return switch (returned.getName()) {
      case "reactor.core.publisher.Mono" -> Optional.of(new ReactorMono());
      case "reactor.core.publisher.Flux" -> Optional.of(new ReactorFlux());
      case "okhttp3.Call" -> Optional.of(new OkHttpCalls());
      default -> Optional.empty();
    };
  }
}
