package dev.strongroom.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipFile;

/** The zip file that people download. */
public final class Distribution {

  private Distribution() {}

  /** Unpacks it into a folder that is not there yet, and returns its command. */
  public static Path unpack(Path folder) throws IOException {
    try (var zip = new ZipFile(System.getProperty("standalone.zip"))) {
      for (var entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
        var file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip.getInputStream(entry), file);
      }
    }
    try (var files = Files.list(folder)) {
      var command = files.findAny().orElseThrow().resolve("bin/strongroom");
      return Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
