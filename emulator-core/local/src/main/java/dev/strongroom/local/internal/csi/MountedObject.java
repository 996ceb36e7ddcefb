package dev.strongroom.local.internal.csi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a SecretProviderClass's objects, checked (CSI-1).
 *
 * @param fileName where the whole secret is written, relative to the directory
 * @param isParameter whether it is of Parameter Store
 * @param failover what is read in the other Region; null for the same
 */
record MountedObject(
    String name,
    String fileName,
    @Nullable String version,
    @Nullable String label,
    boolean isParameter,
    int mode,
    List<Member> members,
    @Nullable Failover failover) {

  /** A string of the secret's JSON that is a file beside the whole secret (CSI-3). */
  record Member(String path, String alias, String fileName, int mode) {}

  /** The object in the other Region. */
  record Failover(String name, @Nullable String version, @Nullable String label) {}
}
