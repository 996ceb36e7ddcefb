package dev.strongroom.local;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import dev.strongroom.local.internal.csi.Volume;
import dev.strongroom.local.internal.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A SecretProviderClass of Kubernetes for the provider {@code aws}, whose secrets the Secrets Store
 * CSI driver mounts as files.
 *
 * <pre>{@code
 * var mount = SecretProviderClass.parse(yaml).mount(aws, aws.administrator(), folder);
 * assertThat(folder.resolve("db.json")).hasContent("{\"password\": \"one\"}");
 * assertThat(folder.resolve("password")).hasContent("one");
 *
 * secrets.putSecretValue(r -> r.secretId("prod/db").secretString("{\"password\": \"two\"}"));
 * mount = mount.remount();
 *
 * assertThat(folder.resolve("password")).hasContent("two");
 * }</pre>
 */
public final class SecretProviderClass {

  private final Mapping parameters;

  private SecretProviderClass(Mapping parameters) {
    this.parameters = parameters;
  }

  /**
   * Parses a SecretProviderClass in YAML.
   *
   * @throws IllegalArgumentException if it is none of the provider {@code aws}
   */
  public static SecretProviderClass parse(String yaml) {
    return parse(yaml, "");
  }

  /** Reads a SecretProviderClass from a file. */
  public static SecretProviderClass load(Path file) throws IOException {
    return parse(Files.readString(file), file.toString());
  }

  private static SecretProviderClass parse(String yaml, String file) {
    var spec = member(YamlTree.parse(yaml, file), "spec");
    var provider = spec == null ? null : text(spec, "provider");
    if (spec == null || !"aws".equals(provider)) {
      throw new IllegalArgumentException(
          "A SecretProviderClass has a spec with the provider aws, but this one has " + provider);
    }
    if (!(member(spec, "parameters") instanceof Mapping parameters)
        || text(parameters, "objects") == null) {
      throw new IllegalArgumentException(
          "A SecretProviderClass has parameters with objects, but this one has none");
    }
    return new SecretProviderClass(parameters);
  }

  /**
   * Mounts the secrets, as this caller, who stands for the pod's service account. All files are
   * written, or none.
   *
   * @param directory where, created if it is not there
   * @throws IllegalArgumentException in the provider's words, if the class is wrong
   * @throws MountFailedException in the provider's words, if a secret can't be read
   */
  public Mount mount(SecretsEmulator aws, Caller caller, Path directory) {
    return mount(region -> aws.as(caller.in(region)), caller.region(), directory);
  }

  /**
   * Mounts the secrets by other clients.
   *
   * @param clients returns the client for a Region
   * @param region the Region of the node, which counts if the class names none
   */
  public Mount mount(Function<String, ServiceClient> clients, String region, Path directory) {
    var own = text(parameters, "region");
    var asked =
        new Volume.Parameters(
            String.valueOf(text(parameters, "objects")),
            own == null ? region : own,
            text(parameters, "failoverRegion"),
            text(parameters, "pathTranslation"));
    return new Mount(Volume.of(asked, clients, directory).mount());
  }

  private static @Nullable SeedNode member(SeedNode node, String name) {
    return node instanceof Mapping object ? object.members().get(name) : null;
  }

  private static @Nullable String text(SeedNode node, String name) {
    return member(node, name) instanceof Scalar scalar && !scalar.text().isEmpty()
        ? scalar.text()
        : null;
  }

  /** Secrets that are mounted, as they were at one moment. */
  public static final class Mount {

    private final Volume.Mounted mounted;

    private Mount(Volume.Mounted mounted) {
      this.mounted = mounted;
    }

    /** Returns the files that this mount has written. */
    public Set<Path> written() {
      return Set.copyOf(mounted.written());
    }

    /**
     * Mounts again, as the driver does from time to time: a secret is read only if the mounted
     * version no longer has its label.
     */
    public Mount remount() {
      return new Mount(mounted.volume().mount());
    }
  }
}
