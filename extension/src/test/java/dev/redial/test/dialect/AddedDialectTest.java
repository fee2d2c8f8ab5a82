package dev.redial.test.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import dev.redial.users.AddedDialect.Parcel;
import dev.redial.users.AddedDialect.ParcelLostException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dialect that is only named in {@code META-INF/services}. */
class AddedDialectTest {

  interface Depot {
    Parcel send(String address);
  }

  private final Faults faults = new Faults(new Timeline(TimeSource.system()), TimeSource.system());
  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();
  private URLClassLoader loader;

  @BeforeEach
  void addTheDialect() {
    URL folder = AddedDialectTest.class.getResource("/added-dialect/");
    loader = new URLClassLoader(new URL[] {folder}, before);
    thread.setContextClassLoader(loader);
  }

  @AfterEach
  void removeIt() throws IOException {
    thread.setContextClassLoader(before);
    loader.close();
  }

  @Test
  void isPresentAndSpeaksForItsMethods() {
    Depot depot = faults.wrap(Depot.class, address -> new Parcel() {}, "reset, ok");

    assertThatThrownBy(() -> depot.send("a"))
        .isExactlyInstanceOf(ParcelLostException.class)
        .hasMessage("lost [fault send#1]");
    assertThat(depot.send("a")).isNotNull();
    assertThat(Dialect.standard().name()).contains("Reactor, parcels, plain Java");
  }

  @Test
  void refusesWhatItCannotShow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.wrap(Depot.class, address -> null, "503"))
        .withMessageEndingWith("Depot.send(String): a parcel can only be lost. Write 'reset'.");
  }

  @Test
  void isAbsentWhereItIsNotNamed() {
    thread.setContextClassLoader(before);

    Depot depot = faults.wrap(Depot.class, address -> null, "503");

    assertThatThrownBy(() -> depot.send("a")).isExactlyInstanceOf(StatusException.class);
  }

  /** Not silently left out. */
  @Test
  void tellsOfADialectThatCannotBeMade(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Dialect.class.getName()), "com.acme.NoSuchDialect\n");
    try (URLClassLoader broken =
        new URLClassLoader(new URL[] {new File(folder.toString()).toURI().toURL()}, before)) {
      thread.setContextClassLoader(broken);

      assertThatThrownBy(Dialect::standard)
          .isInstanceOf(ServiceConfigurationError.class)
          .hasMessageContaining("com.acme.NoSuchDialect");
    }
  }
}
