package dev.redial.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.retry.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the classes come from that a configuration names. */
class ErrorNamesTest {

  private static final Map<String, String> NAMES_IT =
      Map.of("redial.retry.pay.retryOn", Plugged.class.getName());

  static class Plugged extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Says so when it is initialised. */
  static final class Loud extends Exception {
    private static final long serialVersionUID = 1;
    static final String NAME = register();

    private static String register() {
      System.setProperty("dev.redial.config.loud", "initialised");
      return "loud";
    }
  }

  /** Defines the class of this test anew, as a plug-in's loader would. */
  private static final class PlugIn extends ClassLoader {

    private final List<String> asked = new ArrayList<>();

    PlugIn() {
      super(ErrorNamesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      asked.add(name);
      if (name.startsWith("broken.")) {
        throw new IllegalStateException("the file is broken");
      }
      if (name.startsWith("old.")) {
        throw new UnsupportedClassVersionError("a newer JDK is needed");
      }
      if (!name.equals(Plugged.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void comeFromTheLoaderThatIsGiven() {
    PlugIn loader = new PlugIn();

    RetryPolicy policy =
        PolicyFormat.standard().withClassLoader(loader).read(NAMES_IT).retry("pay");

    assertThat(policy.retriedTypes())
        .singleElement()
        .satisfies(type -> assertThat(type.getClassLoader()).isSameAs(loader));
    assertThat(Policies.from(NAMES_IT).retry("pay").retriedTypes()).containsExactly(Plugged.class);
  }

  @Test
  void comeFromTheContextOfTheThreadOtherwise() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    PlugIn loader = new PlugIn();
    try {
      thread.setContextClassLoader(loader);
      assertThat(Policies.from(NAMES_IT).retry("pay").retriedTypes()).doesNotContain(Plugged.class);
      thread.setContextClassLoader(null);
      assertThat(Policies.from(NAMES_IT).retry("pay").retriedTypes())
          .containsExactly(Plugged.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void runNoCode() {
    RetryPolicy policy =
        Policies.from(Map.of("redial.retry.pay.retryOn", Loud.class.getName())).retry("pay");

    assertThat(policy.retriedTypes()).containsExactly(Loud.class);
    assertThat(System.getProperty("dev.redial.config.loud")).isNull();
  }

  @Test
  void areNotThereIfTheLoaderFails() {
    PolicyFormat format = PolicyFormat.standard().withClassLoader(new PlugIn());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> format.read(Map.of("redial.retry.pay.retryOn", "broken.Type, old.Type")))
        .withMessageContaining("there is no class 'broken.Type'")
        .withMessageContaining("there is no class 'old.Type'");
  }

  @Test
  void areLookedForOnlyIfTheyAreNamed() {
    PlugIn loader = new PlugIn();
    PolicyFormat format = PolicyFormat.standard().withClassLoader(loader);

    assertThat(format.read(Map.of("redial.retry.pay.retryOn", "timeouts, TRANSIENT")).retryNames())
        .containsExactly("pay");
    assertThat(loader.asked).isEmpty();
  }

  @Test
  void mustBeTheSameToRecreateAPolicy() {
    RetryPolicy policy = RetryPolicy.builder().retryOn(Plugged.class).build();
    PolicyFormat elsewhere = PolicyFormat.standard().withClassLoader(new PlugIn());
    PolicyFormat nowhere =
        PolicyFormat.standard().withClassLoader(ClassLoader.getPlatformClassLoader());

    assertThat(Policies.print("pay", policy)).isEqualTo(NAMES_IT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> elsewhere.print("pay", policy))
        .withMessage(
            "policy 'pay' names classes that are others to the class loader of the PolicyFormat, so"
                + " that its text would recreate another policy");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> nowhere.print("pay", policy))
        .withMessageContaining("there is no class '" + Plugged.class.getName() + "'");
  }
}
