package dev.strongroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.seed.ParameterSeed;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of Kubernetes that are mounted as files, rule by rule. */
class SecretProviderClassTest {

  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf";
  private static final String DB = "{objectName: prod/db, objectType: secretsmanager}";

  @TempDir Path folder;

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .secret(
              Seed.secret("prod/db")
                  .arnSuffix("AbCdEf")
                  .string("{\"user\":{\"name\":\"me\"},\"password\":\"one\",\"port\":5432}")
                  .replicas("eu-west-1"))
          .secret(Seed.secret("prod/text").string("hunter2"))
          .secret(Seed.secret("prod/bytes").binary(new byte[] {1, 2, -1}))
          .build();

  @ParameterizedTest(name = "CSI-1: the keys of an object ignore case: {0}")
  @ValueSource(
      strings = {
        "- {objectName: prod/text, objectType: secretsmanager, objectAlias: file}",
        "- {OBJECTNAME: prod/text, objecttype: secretsmanager, ObjectAlias: file}",
      })
  void keysIgnoreCase(String objects) throws Exception {
    mount(objects, null);

    assertThat(files()).containsExactly("file");
    assertThat(folder.resolve("file")).hasContent("hunter2");
  }

  @ParameterizedTest(name = "CSI-1: {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "spec: {provider: vault} | A SecretProviderClass has a spec with the provider aws, but this one has vault",
        "spec: {provider: aws} | A SecretProviderClass has parameters with objects, but this one has none",
        "spec: {provider: aws, parameters: {region: eu-west-1}} | A SecretProviderClass has parameters with objects, but this one has none",
      })
  void otherClassIsRefused(String yaml, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretProviderClass.parse(yaml))
        .withMessage(message);
  }

  @ParameterizedTest(name = "CSI-2: {0} with pathTranslation {1} is {2}")
  @CsvSource({
    "'objectName: prod/db', , prod_db",
    "'objectName: prod/db', ., prod.db",
    "'objectName: prod/db', 'False', prod/db",
    "'objectName: prod/db, objectAlias: /a/b', 'false', a/b",
    "'objectName: prod/db, objectAlias: /a/b', , _a_b",
    "'ObjectName: prod/db, OBJECTALIAS: x', , x",
  })
  void fileName(String object, String translation, String file) throws Exception {
    mount("- {" + object + ", objectType: secretsmanager}", translation);

    assertThat(files()).containsExactly(file);
  }

  @Test
  @DisplayName("CSI-3: a file has the value without a newline, and modes are as asked")
  void contentsAndModes() throws Exception {
    mount(
        """
        - {objectName: prod/text, objectType: secretsmanager}
        - {objectName: prod/bytes, objectType: secretsmanager, filePermission: "0400"}
        - {objectName: "%s", objectAlias: db}
        """
            .formatted(ARN),
        null);

    assertThat(folder.resolve("prod_text")).hasContent("hunter2").hasSize(7);
    assertThat(folder.resolve("prod_bytes")).hasBinaryContent(new byte[] {1, 2, -1});
    assertThat(files()).containsExactly("db", "prod_bytes", "prod_text");
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    assertThat(modeOf("prod_text")).isEqualTo("rw-r--r--");
    assertThat(modeOf("prod_bytes")).isEqualTo("r--------");
  }

  @Test
  @DisplayName("CSI-3: members are files beside the whole secret")
  void members() throws Exception {
    mount(
        """
        - objectName: prod/db
          objectType: secretsmanager
          jmesPath:
            - {path: user.name, objectAlias: user}
            - {path: password, objectAlias: password, filePermission: "0600"}
        """,
        null);

    assertThat(files()).containsExactly("password", "prod_db", "user");
    assertThat(folder.resolve("user")).hasContent("me");
    assertThat(folder.resolve("password")).hasContent("one");
  }

  @ParameterizedTest(name = "CSI-3: {0}: {1}: {2}")
  @CsvSource({
    "prod/db, port, Invalid JMES search result type for path:port. Only string is allowed.",
    "prod/db, absent, JMES Path - absent for object alias - x does not point to a valid object.",
    "prod/db, a[, Invalid JMES Path: a[.",
    "prod/text, a, Invalid JSON used with jmesPath in secret: prod/text.",
  })
  void memberThatIsNoneFailsTheMount(String secret, String path, String message) throws Exception {
    var objects =
        "- {objectName: prod/text, objectType: secretsmanager, objectAlias: first}\n"
            + "- {objectName: %s, objectType: secretsmanager, jmesPath: [{path: '%s', objectAlias: x}]}"
                .formatted(secret, path);

    assertThatThrownBy(() -> mount(objects, null))
        .isInstanceOf(MountFailedException.class)
        .hasMessage(message);
    assertThat(files()).as("CSI-5: all or nothing").isEmpty();
  }

  @ParameterizedTest(name = "CSI-4: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{objectType: secretsmanager} | Object name must be specified",
        "{objectName: x} | Must use objectType when a full ARN is not specified: x",
        "{objectName: x, objectType: ssm} | Invalid objectType: ssm",
        "{objectName: 'DB_ARN', objectType: ssmparameter} | objectType does not match ARN: DB_ARN",
        "{objectName: 'arn:aws:s3:us-east-1:1:x'} | Invalid service in ARN: s3",
        "{objectName: 'arn:aws:secretsmanager:eu-west-1:1:x'} | ARN region must match region us-east-1: arn:aws:secretsmanager:eu-west-1:1:x",
        "{objectName: x, objectType: secretsmanager, filePermission: '999'} | Invalid File Permission: 999",
        "{objectName: ../x, objectType: secretsmanager} | path can not contain ../: ../x",
        "{objectName: x, objectType: secretsmanager, jmesPath: [{objectAlias: a}]} | Path must be specified for JMES object",
        "{objectName: x, objectType: secretsmanager, jmesPath: [{path: a}]} | Object alias must be specified for JMES object",
        "{objectName: x, objectType: secretsmanager, objectAlias: a, jmesPath: [{path: p, objectAlias: a}]} | Name already in use for objectAlias: found duplicate object alias a in JMES path entry p",
        "{objectName: x, objectType: secretsmanager, objectAlias: a, failoverObject: {objectName: y}} | failover object allowed only when failover region is defined: x",
        "{objectName: x, objectType: ssmparameter, objectVersion: '1', objectVersionLabel: a} | ssm parameters can not specify both objectVersion and objectVersionLabel: x",
      })
  void objectIsRefused(String object, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mount("- " + object.replace("DB_ARN", ARN), "False"))
        .withMessage(message.replace("DB_ARN", ARN));
  }

  @Test
  @DisplayName("CSI-4: two objects of one name")
  void duplicates() {
    var aliased = "- {objectName: %s, objectType: secretsmanager, objectAlias: a}\n";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> mount(aliased.formatted("x") + aliased.formatted("y"), null))
        .withMessage("found duplicate object alias a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mount("- " + DB + "\n- " + DB, null))
        .withMessage(
            "found descriptor with duplicate object name prod/db, no object alias, and no version label");
  }

  @ParameterizedTest(name = "CSI-2: {0}")
  @ValueSource(strings = {"ab", "none"})
  void translationIsOneCharacter(String translation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mount("- " + DB, translation))
        .withMessage("pathTranslation must be either 'False' or a single character string");
  }

  @ParameterizedTest(name = "CSI-2: the alias {0} leads outside")
  @ValueSource(strings = {"..", "a/../../b", "/../b", "a/.."})
  void fileOutsideTheDirectoryIsRefused(String alias) throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                mount(
                    "- {objectName: prod/db, objectType: secretsmanager, objectAlias: "
                        + alias
                        + "}",
                    "False"))
        .withMessage("path can not contain ../: prod/db");
    assertThat(files()).isEmpty();
  }

  @Test
  @DisplayName("CSI-4: the failover object needs an alias, and the same version")
  void failoverObject() {
    var start = "- {objectName: prod/db, objectType: secretsmanager, ";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> failover(start + "failoverObject: {objectName: x}}"))
        .withMessage("object alias must be specified for objects with failover entries: prod/db");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                failover(
                    start + "objectAlias: a, failoverObject: {objectName: x, objectVersion: y}}"))
        .withMessage("object versions must match between primary and failover regions: prod/db");
  }

  @Test
  @DisplayName("CSI-5: a refusal in either Region fails the mount")
  void refusalInTheOtherRegion() throws Exception {
    var objects = "- {objectName: prod/text, objectType: secretsmanager}";

    assertThatThrownBy(() -> failover(objects))
        .isInstanceOf(MountFailedException.class)
        .hasMessageStartingWith(
            "eu-west-1: Failed fetching secret prod/text: operation error Secrets Manager:"
                + " GetSecretValue, https response error StatusCode: 400, RequestID: ")
        .hasMessageEndingWith(
            "ResourceNotFoundException: Secrets Manager can't find the specified secret.");
    assertThat(files()).isEmpty();
  }

  @Test
  @DisplayName("CSI-5: a fault of the service in one Region is tolerated, in both it is not")
  void faultOfTheService() throws Exception {
    aws.faults()
        .on("GetSecretValue")
        .in("us-east-1")
        .first(1)
        .fail(ErrorCode.INTERNAL_SERVICE_ERROR, "busy");
    failover("- " + DB);
    assertThat(folder.resolve("prod_db")).exists();

    aws.faults().on("GetSecretValue").fail(ErrorCode.INTERNAL_SERVICE_ERROR, "busy");
    assertThatThrownBy(() -> failover("- " + DB))
        .hasMessage(
            "Failed to fetch secret from all regions. Verify secret exists and required permissions"
                + " are granted for: prod/db");
  }

  @Test
  @DisplayName("CSI-6: a remount reads only what has moved")
  void remount() throws Exception {
    var version = aws.as(aws.administrator()).call(put("two")).versionId();
    var mount =
        mount(
            """
            - {objectName: prod/db, objectType: secretsmanager}
            - {objectName: prod/text, objectType: secretsmanager}
            - {objectName: prod/db, objectType: secretsmanager, objectVersion: %s, objectAlias: pinned}
            """
                .formatted(version),
            null);
    int described = aws.audit().of("DescribeSecret").size();
    int read = aws.audit().of("GetSecretValue").size();

    var unchanged = mount.remount();
    aws.as(aws.administrator()).call(put("three"));
    var changed = unchanged.remount();

    assertThat(unchanged.written()).isEmpty();
    assertThat(changed.written()).containsExactly(folder.resolve("prod_db"));
    assertThat(folder.resolve("prod_db")).hasContent("three");
    assertThat(folder.resolve("pinned")).hasContent("two");
    assertThat(aws.audit().of("DescribeSecret").size() - described).isEqualTo(4);
    assertThat(aws.audit().of("GetSecretValue").size() - read).isEqualTo(1);
  }

  @Test
  @DisplayName("CSI-7: a parameter is a file, with members of its JSON, and is read at each mount")
  void parameters() {
    aws.seed(Seed.EMPTY.and(ParameterSeed.secure("/prod/json", "{\"key\":\"hunter2\"}")));

    var mount =
        mount(
            """
            - objectName: /prod/json
              objectType: ssmparameter
              objectAlias: whole
              objectVersion: "1"
              jmesPath: [{path: key, objectAlias: member}]
            """,
            null);

    assertThat(folder.resolve("whole")).hasContent("{\"key\":\"hunter2\"}");
    assertThat(folder.resolve("member")).hasContent("hunter2");
    int read = aws.audit().of("GetParameters").size();
    mount.remount();
    assertThat(aws.audit().of("GetParameters")).hasSize(read + 1);
  }

  @Test
  @DisplayName("CSI-7: a parameter that is missing fails the mount")
  void missingParameter() {
    assertThatThrownBy(() -> mount("- {objectName: x, objectType: ssmparameter}", null))
        .isInstanceOf(MountFailedException.class)
        .hasMessage("us-east-1: Invalid parameters: x");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void classOfAnotherProviderIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretProviderClass.parse("spec: {provider: vault}"))
        .withMessageContaining("vault");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretProviderClass.parse("spec: {provider: aws}"))
        .withMessageContaining("objects");
  }

  private PutSecretValue put(String value) {
    return PutSecretValue.of("prod/db", aws.newClientRequestToken())
        .withSecretString(SecretValue.ofText(value));
  }

  private SecretProviderClass.Mount mount(String objects, @Nullable String translation) {
    return mount(objects, translation, "");
  }

  private SecretProviderClass.Mount failover(String objects) {
    return mount(objects, null, "failoverRegion: eu-west-1");
  }

  private SecretProviderClass.Mount mount(
      String objects, @Nullable String translation, String more) {
    var yaml =
        """
        apiVersion: secrets-store.csi.x-k8s.io/v1
        kind: SecretProviderClass
        spec:
          provider: aws
          parameters:
            %s
            %s
            objects: |
        """
                .formatted(
                    translation == null ? "" : "pathTranslation: \"" + translation + "\"", more)
            + objects.indent(6);
    return SecretProviderClass.parse(yaml).mount(aws, aws.administrator(), folder);
  }

  private List<String> files() throws IOException {
    var files = new ArrayList<String>();
    try (var all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.add(folder.relativize(file).toString().replace('\\', '/')));
    }
    files.sort(null);
    return files;
  }

  private String modeOf(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
  }
}
