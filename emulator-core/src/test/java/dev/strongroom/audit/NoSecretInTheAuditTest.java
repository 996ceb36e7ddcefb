package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.RetireGrant;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.Access;
import dev.strongroom.wire.CloudTrail;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A marker goes through every operation, and nothing that is told or kept contains it. */
class NoSecretInTheAuditTest extends AuditedContract {

  private static final String MARKER = "7hE-m4rKer-v4lue";
  private static final SecretValue TEXT = SecretValue.ofText(MARKER);
  private static final SecretValue BYTES =
      SecretValue.ofBinary(MARKER.getBytes(StandardCharsets.UTF_8));

  private final List<Event> events = new ArrayList<>();
  private final List<String> rotationTokens = new ArrayList<>();

  @Test
  @DisplayName("AUD-1: no record, counter, event or file contains a secret value")
  void nothingTellsASecretValue() {
    aws.onEvent(events::add);
    var password = everyOperation();
    var told = new ArrayList<String>();
    var log = aws.audit();
    told.add(log.toString());
    told.add(CloudTrail.json(log));
    told.add(aws.counters() + " " + aws.counters().counts());
    for (var record : log) {
      told.add(record + " " + record.request() + " " + record.response());
      told.add(record.requestParameters() + " " + record.responseElements());
    }
    for (var event : events) {
      told.add(event + CloudTrail.json(event));
    }

    assertThat(log.records().stream().map(AuditRecord::operation).distinct())
        .as("every operation that a client can call")
        .contains(
            "BatchGetSecretValue",
            "CancelRotateSecret",
            "CreateSecret",
            "DeleteSecret",
            "DescribeSecret",
            "GetRandomPassword",
            "GetSecretValue",
            "ListSecretVersionIds",
            "ListSecrets",
            "PutSecretValue",
            "RestoreSecret",
            "RotateSecret",
            "TagResource",
            "UntagResource",
            "UpdateSecret",
            "UpdateSecretVersionStage");
    assertThat(events).isNotEmpty();
    assertThat(rotationTokens).hasSize(1);
    assertThat(told).noneMatch(text -> text.contains(rotationTokens.get(0)));
    assertThat(told)
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain(
                        MARKER,
                        Base64.getEncoder().encodeToString(BYTES.bytes()),
                        password,
                        "SecretString[",
                        "SecretBinary["));
  }

  @Test
  void recordMadeByHandKeepsNoSecretValueEither() {
    var request =
        CreateSecret.of("a", "t")
            .withDescription("d")
            .withSecretBinary(BYTES)
            .withSecretString(TEXT);
    var record =
        new AuditRecord(
            START,
            "e",
            "r",
            ANN,
            AuditRecord.SERVICE,
            "CreateSecret",
            false,
            "a",
            null,
            request,
            new GetRandomPassword.Result(TEXT),
            null,
            Map.of(),
            new Access(List.of()),
            null,
            null);

    assertThat(record.request()).isEqualTo(CreateSecret.of("a", "t").withDescription("d"));
    assertThat(record.response()).isEqualTo(new GetRandomPassword.Result(null));
  }

  @Test
  @DisplayName(
      "AUD-1: a rotation's token, or a member of a type that may hold a value, is not told")
  void credentialsAndUnknownTypesAreNotTold() {
    var request =
        new Unforeseen(
            "a", Map.of("k", "v"), MARKER, BYTES.bytes(), List.of(TEXT), Map.of("k", TEXT), MARKER);

    assertThat(Members.map(request))
        .containsExactly(Map.entry("secretId", "a"), Map.entry("context", Map.of("k", "v")));
    assertThat(Members.recorded(request))
        .isEqualTo(new Unforeseen("a", Map.of("k", "v"), null, null, null, null, null));
  }

  @Test
  void grantTokenIsNotTold() {
    assertThat(Members.map(new CreateGrant.Result(MARKER, "id")))
        .isEqualTo(Map.of("grantId", "id"));
    assertThat(Members.recorded(RetireGrant.of(MARKER)))
        .isEqualTo(new RetireGrant(null, null, null, null));
  }

  @Test
  void everyRequestCanBeMadeWithoutWhatIsNotTold() throws Exception {
    var types = requestTypes();

    assertThat(types).hasSizeGreaterThan(40);
    for (var type : types) {
      var values = new ArrayList<Object>();
      for (var component : type.getRecordComponents()) {
        values.add(exampleOf(component.getType()));
      }
      var whole = (Record) canonicalConstructor(type).newInstance(values.toArray());

      assertThat(Members.map(Members.recorded(whole))).isEqualTo(Members.map(whole));
      assertThat(Members.map(whole).values())
          .as("%s", type)
          .noneMatch(SecretValue.class::isInstance);
    }
  }

  private static Constructor<?> canonicalConstructor(Class<?> type) throws Exception {
    var types =
        Stream.of(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types);
  }

  private static List<Class<?>> requestTypes() throws Exception {
    var classes =
        Path.of(SecretValue.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var types = new ArrayList<Class<?>>();
    try (var files = Files.walk(classes.resolve("dev/strongroom/api"))) {
      for (var file : files.map(Path::toString).filter(name -> name.endsWith(".class")).toList()) {
        var name = classes.relativize(Path.of(file)).toString();
        var type = Class.forName(name.replace(".class", "").replace(File.separatorChar, '.'));
        if (type.isRecord() && Request.class.isAssignableFrom(type)) {
          types.add(type);
        }
      }
    }
    return types;
  }

  /** Null for what a value could hide in: only that must be possible to leave out. */
  private static Object exampleOf(Class<?> type) {
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type == boolean.class) {
      return false;
    }
    return type == String.class ? "x" : null;
  }

  /** As an operation to come may look. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Unforeseen(
      String secretId,
      Map<String, String> context,
      String rotationToken,
      byte[] bytes,
      List<SecretValue> values,
      Map<String, SecretValue> named,
      Object anything) {}

  private void rotate() {
    var lambda =
        aws.rotation("a")
            .with(
                (event, service) -> {
                  if (event.step() == RotationStep.CREATE_SECRET) {
                    var rotated = SecretValue.ofText(MARKER + "-rotated");
                    var token = SecretValue.ofText(event.rotationToken());
                    service.call(
                        PutSecretValue.of(event.secretId(), event.clientRequestToken())
                            .withSecretString(rotated)
                            .withVersionStages(List.of("AWSPENDING"))
                            .withRotationToken(token));
                    rotationTokens.add(event.rotationToken());
                  }
                })
            .lambdaArn();
    secrets.call(RotateSecret.of("a", Secrets.token(20)).withRotationLambdaARN(lambda));
    secrets.call(new CancelRotateSecret("a"));
    secrets.remove("a", "AWSPENDING", Secrets.token(20));
  }

  private String everyOperation() {
    var unsent = SecretValue.ofText(MARKER + MARKER);
    secrets.call(CreateSecret.of("a", Secrets.token(1)).withSecretString(TEXT));
    secrets.call(
        CreateSecret.of("b", Secrets.token(2)).withDescription("about b").withSecretBinary(BYTES));
    isRefused(() -> secrets.call(CreateSecret.of("a", Secrets.token(9)).withSecretString(unsent)));
    isRefused(
        () ->
            secrets.call(
                CreateSecret.of("c", Secrets.token(3))
                    .withSecretBinary(BYTES)
                    .withSecretString(TEXT)));
    secrets.call(
        PutSecretValue.of("a", Secrets.token(4))
            .withSecretBinary(BYTES)
            .withVersionStages(List.of("x")));
    isRefused(() -> secrets.call(PutSecretValue.of("a", Secrets.token(4)).withSecretString(TEXT)));
    isRefused(
        () ->
            as(STRANGER)
                .call(
                    PutSecretValue.of(aws.audit().first().secretArn(), Secrets.token(5))
                        .withSecretString(TEXT)));
    secrets.call(UpdateSecret.of("a", Secrets.token(6)).withSecretString(unsent));
    isRefused(
        () -> secrets.call(UpdateSecret.of("absent", Secrets.token(6)).withSecretString(TEXT)));
    secrets.move("a", "x", Secrets.token(4), Secrets.token(1));
    secrets.getVersion("a", null, "x");
    secrets.get("a");
    secrets.getVersion("b", Secrets.token(2), null);
    secrets.call(BatchGetSecretValue.of(List.of("a", "b")));
    secrets.call(new DescribeSecret("a"));
    rotate();
    secrets.call(ListSecrets.all());
    secrets.call(ListSecretVersionIds.of("a").withIncludeDeprecated(true));
    secrets.tag("a", "k", "v");
    secrets.untag("a", "k");
    secrets.delete("a");
    secrets.restore("a");
    secrets.delete("a");
    secrets.forceDelete("b");
    aws.clock().advance(Duration.ofDays(30));
    return secrets.call(GetRandomPassword.byDefault()).randomPassword().text();
  }
}
