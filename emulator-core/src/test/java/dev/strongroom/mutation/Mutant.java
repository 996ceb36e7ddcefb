package dev.strongroom.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Core and tests once more, in a class loader of their own, where some source files of the core
 * were changed before they were compiled.
 */
final class Mutant extends ClassLoader {

  private static final String OURS = "dev.strongroom.";

  private final Map<String, byte[]> changed;

  private Mutant(Map<String, byte[]> changed) {
    super(Mutant.class.getClassLoader());
    this.changed = changed;
  }

  /** A mutant with the given edits, and with further classes that were compiled before. */
  static Mutant of(List<Defect.Edit> edits, Map<String, byte[]> moreClasses) throws IOException {
    var sources = new LinkedHashMap<String, String>();
    for (var edit : edits) {
      var source = sources.get(edit.file());
      source = source == null ? Files.readString(sourceRoot().resolve(edit.file())) : source;
      assertThat(source.split(Pattern.quote(edit.sound()), -1))
          .as(
              "%s says exactly once, for a defect to take its place:%n%s",
              edit.file(), edit.sound())
          .hasSize(2);
      sources.put(edit.file(), source.replace(edit.sound(), edit.defective()));
    }
    var changed = new HashMap<>(moreClasses);
    changed.putAll(compiled(sources));
    return new Mutant(changed);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      if (loaded != null || !name.startsWith(OURS)) {
        return loaded != null ? loaded : super.loadClass(name, resolve);
      }
      var bytes = changed.containsKey(name) ? changed.get(name) : original(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private byte[] original(String name) throws ClassNotFoundException {
    try (var file = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      return file.readAllBytes();
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  /** The classes of some sources, which are given by path. */
  static Map<String, byte[]> compiled(Map<String, String> sources) throws IOException {
    if (sources.isEmpty()) {
      return Map.of();
    }
    var outputs = new HashMap<String, ByteArrayOutputStream>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    try (var files = new InMemory(compiler.getStandardFileManager(null, null, null), outputs)) {
      var units = new ArrayList<JavaFileObject>();
      sources.forEach((path, text) -> units.add(new Source(path, text)));
      var options = List.of("-proc:none", "-nowarn", "-Xlint:none", "-implicit:none");
      boolean done = compiler.getTask(messages, files, null, options, null, units).call();
      assertThat(done).as("the defective source compiles:%n%s", messages).isTrue();
    }
    var classes = new HashMap<String, byte[]>();
    outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  private static Path sourceRoot() {
    return moduleRoot().resolve("src/main/java");
  }

  static Path moduleRoot() {
    return Files.isDirectory(Path.of("src/main/java")) ? Path.of("") : Path.of("emulator-core");
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> outputs;

    InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> outputs) {
      super(files);
      this.outputs = outputs;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      var bytes = new ByteArrayOutputStream();
      outputs.put(name, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }
}
