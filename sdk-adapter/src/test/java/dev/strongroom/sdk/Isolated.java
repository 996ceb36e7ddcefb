package dev.strongroom.sdk;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** A place where the SDK has made no choice yet: its classes are loaded anew. */
final class Isolated {

  private Isolated() {}

  /**
   * Calls the code there.
   *
   * @param jars which entries of the class path are there
   * @param resources which resources are found in them
   */
  static String call(
      Class<? extends Callable<String>> code, Predicate<String> jars, Predicate<String> resources)
      throws Exception {
    var urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jars)
            .map(Isolated::url)
            .toArray(URL[]::new);
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    try (var loader = new Loader(urls, resources)) {
      thread.setContextClassLoader(loader);
      var made = loader.loadClass(code.getName()).getDeclaredConstructor();
      made.setAccessible(true);
      return (String) ((Callable<?>) made.newInstance()).call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(String file) {
    try {
      return new File(file).toURI().toURL();
    } catch (MalformedURLException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static final class Loader extends URLClassLoader {

    private final Predicate<String> resources;

    Loader(URL[] urls, Predicate<String> resources) {
      super(urls, ClassLoader.getPlatformClassLoader());
      this.resources = resources;
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
      return resources.test(name) ? super.findResources(name) : Collections.emptyEnumeration();
    }
  }
}
