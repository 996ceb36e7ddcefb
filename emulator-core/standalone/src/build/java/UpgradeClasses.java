import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Gives the classes of a jar that were compiled for Java 5 the class file version of Java 8, and
 * the stack maps that it asks for; their code stays as it is. A JVM takes no older class into an
 * archive, and verifies it with a second verifier, which took a third of a start.
 */
final class UpgradeClasses {

  private UpgradeClasses() {}

  /**
   * @param arguments the jar, which is replaced
   */
  public static void main(String... arguments) throws IOException {
    var jar = Path.of(arguments[0]);
    var upgraded = Path.of(jar + ".upgraded");
    try (var in = new ZipFile(jar.toFile());
        var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        OutputStream file = Files.newOutputStream(upgraded);
        var out = new ZipOutputStream(file)) {
      for (var entry : Collections.list(in.entries())) {
        var content = in.getInputStream(entry).readAllBytes();
        var copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(isOld(entry.getName(), content) ? upgraded(content, loader) : content);
        out.closeEntry();
      }
    }
    Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isOld(String name, byte[] content) {
    return name.endsWith(".class") && new ClassReader(content).readShort(6) < Opcodes.V1_6;
  }

  private static byte[] upgraded(byte[] old, ClassLoader loader) {
    var writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return loader;
          }
        };
    var upgrade =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String name, String signature, String above, String... are) {
            super.visit(Opcodes.V1_8, access, name, signature, above, are);
          }
        };
    new ClassReader(old).accept(upgrade, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
