package dev.strongroom.architecture;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The core's packages use each other, and libraries, in the directions of this table only. */
class PackageDirectionsTest {

  private static final String ROOT = "dev.strongroom";
  private static final String BOUNCY_CASTLE = "org.bouncycastle";
  private static final String JACKSON = "com.fasterxml.jackson";

  private static final String OF_SERVICES =
      "internal.engine internal.fault internal.text internal.model internal.collection internal.iam"
          + " internal.codec internal.time"
          + " api time iam fault audit";

  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("api", Set.of()),
          entry("time", Set.of()),
          entry("internal.time", uses("api time")),
          entry("internal.collection", Set.of()),
          entry("internal.codec", uses("internal.collection api")),
          entry(
              "internal.data",
              uses(
                  "internal.engine internal.codec internal.collection internal.fault internal.time"
                      + " api iam audit")),
          entry("internal.text", Set.of()),
          entry("internal.model", uses("internal.text api")),
          entry("iam", uses("internal.iam api")),
          entry("internal.iam", uses("internal.codec internal.text iam", JACKSON)),
          entry("fault", uses("internal.codec internal.fault internal.text api time")),
          entry("internal.fault", uses("internal.codec fault api time", JACKSON)),
          entry("audit", uses("api time iam")),
          entry("rotation", uses("internal.service.secretsmanager api time", JACKSON)),
          entry(
              "internal.engine",
              uses(
                  "internal.codec internal.collection internal.fault internal.iam internal.model internal.text"
                      + " internal.time api time iam fault audit")),
          entry("internal.service", uses("internal.service internal.engine")),
          entry("internal.service.kms", uses(OF_SERVICES, BOUNCY_CASTLE)),
          entry("internal.service.sts", uses(OF_SERVICES)),
          entry("internal.service.iam", uses(OF_SERVICES + " internal.service.iam")),
          entry("internal.service.iam.api", uses("api")),
          entry(
              "internal.service.ssm",
              uses(OF_SERVICES + " internal.service.kms internal.service.ssm", JACKSON)),
          entry("internal.service.ssm.api", uses("api")),
          entry(
              "internal.service.cloudtrail",
              uses(OF_SERVICES + " internal.service.cloudtrail", JACKSON)),
          entry("internal.service.cloudtrail.api", uses("api")),
          entry(
              "internal.service.secretsmanager",
              uses(OF_SERVICES + " internal.service.kms internal.service.secretsmanager rotation")),
          entry(
              "internal.service.secretsmanager.rotation",
              uses(OF_SERVICES + " internal.service.secretsmanager rotation")),
          entry("internal", uses("internal.engine api seed", ROOT)),
          entry("internal.inspect", uses("api iam audit", ROOT)),
          entry(
              "report",
              uses(
                  "internal internal.engine internal.service.kms internal.service.secretsmanager"
                      + " internal.collection internal.time api audit time",
                  ROOT)),
          entry("seed", uses("internal.seed api iam", JACKSON)),
          entry("internal.seed", uses("internal.local seed api iam", JACKSON)),
          entry("internal.local", uses("internal.data internal.seed api seed rotation", ROOT)),
          entry(ROOT, uses("internal api time iam fault audit rotation seed")),
          entry(
              "internal.wire",
              uses("internal internal.engine wire api time iam audit fault", ROOT, JACKSON)),
          entry("wire", uses("internal api time iam fault audit rotation seed", ROOT, JACKSON)));

  /** A line of jdeps: class -> class, and where that one was found. */
  private static final Pattern USE = Pattern.compile("^ +([\\w.$]+) +-> ([\\w.$]+) ");

  private static final Pattern OF_ALL =
      Pattern.compile("(java|javax|jdk|com\\.sun\\.net|org\\.jspecify)\\..+");

  @Test
  void packagesUseEachOtherInTheAllowedDirections() throws Exception {
    assertThat(violations(ClassFiles.ofTheCore())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dev.strongroom.api,         dev.strongroom.time.Planted",
    "dev.strongroom.time,        dev.strongroom.api.Planted",
    "dev.strongroom.internal.service.kms, dev.strongroom.internal.service.secretsmanager.Planted",
    "dev.strongroom.internal.engine, dev.strongroom.internal.service.kms.Planted",
    "dev.strongroom.rotation,    dev.strongroom.audit.Planted",
    "dev.strongroom.internal.engine, dev.strongroom.Planted",
    "dev.strongroom,             dev.strongroom.wire.Planted",
    "dev.strongroom.internal.service.kms, com.fasterxml.jackson.databind.ObjectMapper",
    "dev.strongroom.iam,         org.bouncycastle.crypto.Digest",
    "dev.strongroom.internal.model, com.fasterxml.jackson.databind.ObjectMapper",
    "dev.strongroom.unforeseen,  dev.strongroom.api.Planted",
  })
  @Tag("thorough")
  void aForbiddenUseIsFoundAndTheMessageNamesFileAndRemedy(
      String user, String used, @TempDir Path folder) throws Exception {
    plantUse(user, used, folder);

    assertThat(violations(folder))
        .singleElement()
        .asString()
        .contains(user.replace('.', '/') + "/User.java")
        .contains(used)
        .contains("Turn the dependency round")
        .contains("PackageDirectionsTest");
  }

  @ParameterizedTest
  @CsvSource({
    "dev.strongroom.internal.service.secretsmanager, dev.strongroom.internal.service.kms.Planted",
    "dev.strongroom.internal.service.secretsmanager, dev.strongroom.iam.Planted",
    "dev.strongroom,          dev.strongroom.internal.engine.Planted",
    "dev.strongroom.wire,     dev.strongroom.Planted",
    "dev.strongroom.wire,     com.fasterxml.jackson.databind.ObjectMapper",
    "dev.strongroom.internal.service.kms, org.bouncycastle.crypto.Digest",
    "dev.strongroom.api,      java.time.Instant",
  })
  @Tag("thorough")
  void anAllowedUseIsNoViolation(String user, String used, @TempDir Path folder) throws Exception {
    plantUse(user, used, folder);

    assertThat(violations(folder)).isEmpty();
  }

  private static void plantUse(String user, String used, Path folder) throws Exception {
    if (used.startsWith(ROOT)) {
      ClassFiles.plant(folder, used, "");
    }
    ClassFiles.plant(folder, user + ".User", used + " used;");
  }

  private static List<String> violations(Path classes) {
    // Not the folder above: with a module descriptor in it jdeps wants to resolve the whole module.
    var topPackage = classes.resolve("dev").toString();
    return ClassFiles.run("jdeps", "-verbose:class", topPackage)
        .flatMap(line -> USE.matcher(line).results())
        .filter(use -> !OF_ALL.matcher(use.group(2)).matches())
        .filter(use -> !allowed(packageOf(use.group(1)), use.group(2)))
        .map(PackageDirectionsTest::describe)
        .toList();
  }

  private static boolean allowed(String user, String usedClass) {
    var used = packageOf(usedClass);
    return used.equals(user)
        || MAY_USE.getOrDefault(user, Set.of()).stream()
            .anyMatch(name -> used.equals(name) || used.startsWith(name + "."));
  }

  /** The table's name of one of our packages, the full name of any other. */
  private static String packageOf(String className) {
    var name = className.substring(0, className.lastIndexOf('.'));
    if (!name.startsWith(ROOT + ".")) {
      return name;
    }
    var ours = name.substring(ROOT.length() + 1);
    return ours.startsWith("internal.") ? ours : ours.split("\\.")[0];
  }

  private static String describe(MatchResult use) {
    var user = packageOf(use.group(1));
    var may = MAY_USE.get(user);
    return "%s uses %s, but %s. Turn the dependency round or move the code; if a wall stands wrong, move it in PackageDirectionsTest and say why in docs/RATIONALE.md."
        .formatted(
            ClassFiles.sourceOf(use.group(1)),
            use.group(2),
            may == null
                ? user + " is not in the table"
                : user + " may use " + new TreeSet<>(may) + " only");
  }

  private static Set<String> uses(String packages, String... others) {
    return Stream.concat(Arrays.stream(packages.split(" ")), Arrays.stream(others))
        .collect(toUnmodifiableSet());
  }
}
