package dev.strongroom.local.internal.csi;

import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import dev.strongroom.internal.seed.SeedNode.Sequence;
import dev.strongroom.local.internal.csi.MountedObject.Failover;
import dev.strongroom.local.internal.csi.MountedObject.Member;
import dev.strongroom.local.internal.yaml.YamlTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks the objects of a SecretProviderClass (CSI-1, CSI-2, CSI-4). */
final class ObjectList {

  private static final Pattern PERMISSION = Pattern.compile("^[0-7]{4}$");
  private static final int DEFAULT_MODE = 0644;
  private static final String SECRET = "secretsmanager";
  private static final String PARAMETER = "ssmparameter";

  private final String region;
  private final @Nullable String failoverRegion;
  private final String translation; // empty for none
  private final Set<String> names = new HashSet<>();
  private final Set<String> aliases = new HashSet<>();

  /**
   * @param region the Region that ARNs must be of
   */
  ObjectList(String region, @Nullable String failoverRegion, @Nullable String pathTranslation) {
    this.region = region;
    this.failoverRegion = failoverRegion;
    this.translation = translation(pathTranslation);
  }

  private static String translation(@Nullable String given) {
    if (given == null || given.isEmpty()) {
      return "_";
    }
    if (given.equalsIgnoreCase("False")) {
      return "";
    }
    if (given.length() != 1) {
      throw new IllegalArgumentException(
          "pathTranslation must be either 'False' or a single character string");
    }
    return given;
  }

  List<MountedObject> parse(String objects) {
    if (!(YamlTree.parse(objects, "objects") instanceof Sequence list)) {
      throw new IllegalArgumentException("The parameter objects must be a list");
    }
    var all = new ArrayList<MountedObject>();
    for (var item : list.items()) {
      all.add(object(item));
    }
    return List.copyOf(all);
  }

  private MountedObject object(SeedNode node) {
    var name = text(node, "objectName");
    require(!name.isEmpty(), "Object name must be specified");
    requireType(name, text(node, "objectType"), region);
    var alias = text(node, "objectAlias");
    var version = orNull(text(node, "objectVersion"));
    var label = orNull(text(node, "objectVersionLabel"));
    boolean isParameter = isParameter(name, text(node, "objectType"));
    require(
        !isParameter || version == null || label == null,
        "ssm parameters can not specify both objectVersion and objectVersionLabel: " + name);
    int mode = mode(node);
    var fileName = fileName(alias.isEmpty() ? name : alias);
    requireInside(fileName, name);
    requireUnused(name, alias, label);
    var failover = failover(node, name, alias, version, label);
    return new MountedObject(
        name, fileName, version, label, isParameter, mode, members(node), failover);
  }

  /** CSI-4: what is wrong with the type of an object, or its ARN. */
  private static void requireType(String name, String type, String region) {
    var arn = name.split(":", 6);
    boolean isArn = name.startsWith("arn:");
    require(!isArn || arn.length == 6, "Invalid ARN format in object name: " + name);
    require(
        isArn || !type.isEmpty(), "Must use objectType when a full ARN is not specified: " + name);
    var service = isArn ? arn[2] : "";
    boolean isKnown = service.equals(SECRET) || service.equals("ssm");
    require(!type.isEmpty() || isKnown, "Invalid service in ARN: " + service);
    require(
        type.isEmpty() || type.equals(SECRET) || type.equals(PARAMETER),
        "Invalid objectType: " + type);
    var ofArn = service.equals("ssm") ? PARAMETER : service;
    require(
        type.isEmpty() || !isArn || type.equals(ofArn), "objectType does not match ARN: " + name);
    require(
        !isArn || arn[3].equals(region), "ARN region must match region " + region + ": " + name);
  }

  private static boolean isParameter(String name, String type) {
    return type.equals(PARAMETER) || name.matches("arn:[^:]*:ssm:.*");
  }

  private void requireUnused(String name, String alias, @Nullable String label) {
    if (!alias.isEmpty()) {
      require(aliases.add(alias), "found duplicate object alias " + alias);
    } else if (!names.add(name)) {
      require(
          label != null,
          "found descriptor with duplicate object name "
              + name
              + ", no object alias, and no version label");
    }
  }

  private List<Member> members(SeedNode node) {
    var members = new ArrayList<Member>();
    if (get(node, "jmesPath") instanceof Sequence list) {
      for (var item : list.items()) {
        var path = text(item, "path");
        var alias = text(item, "objectAlias");
        require(!path.isEmpty(), "Path must be specified for JMES object");
        require(!alias.isEmpty(), "Object alias must be specified for JMES object");
        int mode = mode(item);
        require(
            aliases.add(alias),
            "Name already in use for objectAlias: found duplicate object alias "
                + alias
                + " in JMES path entry "
                + path);
        var fileName = fileName(alias);
        requireInside(fileName, alias);
        members.add(new Member(path, alias, fileName, mode));
      }
    }
    return members;
  }

  private @Nullable Failover failover(
      SeedNode node, String name, String alias, @Nullable String version, @Nullable String label) {
    var object = get(node, "failoverObject");
    var other = object == null ? "" : text(object, "objectName");
    if (object == null || other.isEmpty()) {
      return null;
    }
    require(
        failoverRegion != null,
        "failover object allowed only when failover region is defined: " + name);
    require(
        !alias.isEmpty(),
        "object alias must be specified for objects with failover entries: " + name);
    if (other.startsWith("arn:")) {
      requireType(other, "", String.valueOf(failoverRegion));
    }
    var otherVersion = orNull(text(object, "objectVersion"));
    require(
        String.valueOf(version).equals(String.valueOf(otherVersion)),
        "object versions must match between primary and failover regions: " + name);
    var otherLabel = orNull(text(object, "objectVersionLabel"));
    return new Failover(other, otherVersion, otherLabel == null ? label : otherLabel);
  }

  /** CSI-2: slashes are translated, or only those at the start are dropped. */
  private String fileName(String name) {
    return translation.isEmpty() ? name.replaceFirst("^/+", "") : name.replace("/", translation);
  }

  private static void requireInside(String fileName, String name) {
    require(
        Arrays.stream(fileName.split("/", -1)).noneMatch(".."::equals),
        "path can not contain ../: " + name);
  }

  private static int mode(SeedNode node) {
    var permission = text(node, "filePermission");
    require(
        permission.isEmpty() || PERMISSION.matcher(permission).matches(),
        "Invalid File Permission: " + permission);
    return permission.isEmpty() ? DEFAULT_MODE : Integer.parseInt(permission, 8);
  }

  /** CSI-1: the names of members ignore case. */
  private static @Nullable SeedNode get(SeedNode node, String name) {
    if (node instanceof Mapping object) {
      for (var member : object.members().entrySet()) {
        if (member.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
          return member.getValue();
        }
      }
    }
    return null;
  }

  private static String text(SeedNode node, String name) {
    return get(node, name) instanceof Scalar scalar ? scalar.text() : "";
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
