package dev.strongroom.local.internal.csi;

import dev.strongroom.api.ServiceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A directory with the files of a SecretProviderClass. */
public final class Volume {

  private final Path directory;
  private final List<MountedObject> objects;
  private final Fetching fetching;
  private final Map<MountedObject, String> versions; // what is mounted

  private Volume(
      Path directory,
      List<MountedObject> objects,
      Fetching fetching,
      Map<MountedObject, String> versions) {
    this.directory = directory;
    this.objects = objects;
    this.fetching = fetching;
    this.versions = versions;
  }

  /** What a class asks for. */
  public record Parameters(
      String objects,
      String region,
      @Nullable String failoverRegion,
      @Nullable String pathTranslation) {}

  /** Returns a volume in which nothing is mounted yet. */
  public static Volume of(
      Parameters parameters, Function<String, ServiceClient> clients, Path directory) {
    var objects =
        new ObjectList(
                parameters.region(), parameters.failoverRegion(), parameters.pathTranslation())
            .parse(parameters.objects());
    var regions = new ArrayList<ServiceClient>();
    regions.add(clients.apply(parameters.region()));
    if (parameters.failoverRegion() != null) {
      regions.add(clients.apply(parameters.failoverRegion()));
    }
    return new Volume(directory, objects, new Fetching(List.copyOf(regions)), Map.of());
  }

  /** A volume after a mount, and the files that it has written. */
  public record Mounted(Volume volume, Set<Path> written) {}

  /** Writes what is new; all is read before anything is written (CSI-5). */
  public Mounted mount() {
    var contents = new LinkedHashMap<String, Fetching.Content>();
    var now = new LinkedHashMap<MountedObject, String>();
    for (var object : objects) {
      var files = fetching.files(object, versions.get(object));
      contents.putAll(files.contents());
      now.put(object, files.version());
    }
    var written = new LinkedHashMap<Path, Path>();
    try {
      for (var content : contents.entrySet()) {
        var file = directory.resolve(content.getKey());
        Files.createDirectories(folder(file));
        written.put(file, aside(file, content.getValue()));
      }
      for (var file : written.entrySet()) {
        Files.move(
            file.getValue(),
            file.getKey(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException failure) {
      written.values().forEach(Volume::delete);
      throw new UncheckedIOException(failure);
    }
    return new Mounted(new Volume(directory, objects, fetching, now), written.keySet());
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static Path aside(Path file, Fetching.Content content) throws IOException {
    var aside = Files.createTempFile(folder(file), ".strongroom", null);
    Files.write(aside, content.bytes());
    var views = file.getFileSystem().supportedFileAttributeViews();
    if (views.contains("unix")) {
      Files.setAttribute(aside, "unix:mode", content.mode());
    } else if (views.contains("posix")) {
      Files.setPosixFilePermissions(aside, permissions(content.mode()));
    }
    return aside;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    var all = PosixFilePermission.values(); // from the owner's read to the others' execute
    for (int i = 0; i < all.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // the first failure is thrown
    }
  }
}
