package dev.strongroom.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The leak detector is loaded where a test is watched only, and does without Logback. */
@Isolated("it watches all that the JVM puts out")
class LeakDetectorClassesTest extends LeakTest {

  @Test
  void switchedOffItCostsNothing() throws ClassNotFoundException {
    var loader = new OwnLoader();

    Kit.runAndSucceed(loader.loadClass(Off.class.getName()), 1);

    assertThat(loader.loaded)
        .contains(SecretsManagerExtension.class.getName())
        .noneMatch(name -> name.startsWith("dev.strongroom.junit.internal.leak."));
  }

  @Test
  void switchedOnItsClassesAreLoaded() throws ClassNotFoundException {
    var loader = new OwnLoader();

    Kit.run(loader.loadClass(On.class.getName()));

    assertThat(loader.loaded)
        .anyMatch(name -> name.startsWith("dev.strongroom.junit.internal.leak."));
  }

  @Test
  void logbackNeedNotBeThere() throws ClassNotFoundException {
    var loader = new OwnLoader();
    loader.hidden = "ch.qos.logback.";

    var results = Kit.run(loader.loadClass(On.class.getName()));

    assertThat(Kit.failures(results)).hasSize(1).allMatch(AssertionError.class::isInstance);
  }

  /** Loads the extension anew, and tells what of it is loaded. */
  private static final class OwnLoader extends ClassLoader {

    final List<String> loaded = new CopyOnWriteArrayList<>();

    String hidden = "?";

    OwnLoader() {
      super(LeakDetectorClassesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        var known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        if (name.startsWith(hidden)) {
          throw new ClassNotFoundException(name);
        }
        if (!name.startsWith("dev.strongroom.junit.")) {
          return super.loadClass(name, resolve);
        }
        loaded.add(name);
        try (var file = getResourceAsStream(name.replace('.', '/') + ".class")) {
          var bytes = file.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
          throw new ClassNotFoundException(name, unreadable);
        }
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "a-shared-value")
  static class Off {

    private static final PrintStream BEFORE = System.out;

    @Test
    void test() {
      System.out.println("a-shared-value");
      assertThat(System.out).isSameAs(BEFORE);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "db", string = "a-shared-value")
  static class On {

    @Test
    void test() {
      System.out.println("a-shared-value");
    }
  }
}
