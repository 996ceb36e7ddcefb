package dev.strongroom.samples.app;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.RotationStep;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.sdk.Clients;
import dev.strongroom.seed.Seed;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/**
 * A walk through the life of one secret, with an application that depends on it: each step prints
 * what the caller saw and where the labels are afterwards.
 */
public final class GuidedTour {

  private static final String SECRET = "prod/orders/db";

  /** Matches the words that fit on the first line of a text that is too long for one. */
  private static final Pattern TOO_LONG = Pattern.compile("(?=.{101})(.{1,100})\\s+");

  private final SecretsEmulator aws;
  private final SecretsManagerClient secrets;
  private final OrdersDatabase database;
  private int step;

  private GuidedTour(SecretsEmulator aws, OrdersDatabase database) {
    this.aws = aws;
    this.secrets = Clients.of(aws).secretsManager();
    this.database = database;
  }

  public static void main(String[] arguments) throws SQLException {
    try (var aws =
            SecretsEmulator.builder()
                .frozenAt(Instant.parse("2026-01-01T09:00:00Z"))
                .randomSeed(2026)
                .secret(
                    Seed.secret(SECRET)
                        .json(login("one"))
                        .description("Login of the orders database"))
                .build();
        var database = new OrdersDatabase("app", "one")) {
      new GuidedTour(aws, database).walk();
    }
  }

  private void walk() throws SQLException {
    System.out.println(
        "Strongroom: one secret, one application, no AWS account, no network, no waiting.");
    try (var orders = new Orders(secrets, SECRET, database.url())) {
      startUp(orders);
      passwordChange(orders);
      rollback(orders);
      accidentalDeletion(orders);
    }
    restore();
    brokenRotation();
    thirtyDays();
    partnerAccount();
    System.out.println();
    System.out.println(
        "The clock went from 2026-01-01 to "
            + aws.clock().instant()
            + "; "
            + aws.audit().records().size()
            + " calls were served.");
  }

  private void startUp(Orders orders) throws SQLException {
    title("The application starts with the password of the secret");
    orders.place("tea");
    say("it logged in as 'app' and placed an order; orders in the database: " + orders.count());
    versions();
  }

  private void passwordChange(Orders orders) throws SQLException {
    title("The password changes, in the database and in the secret");
    database.changePassword("app", "two");
    var put =
        secrets.putSecretValue(request -> request.secretId(SECRET).secretString(login("two")));
    say(
        "PutSecretValue made version "
            + shortened(put.versionId())
            + " with "
            + put.versionStages());
    orders.reconnect();
    orders.place("coffee");
    say(
        "the pool reconnected: its cached password was refused, it read the secret again; orders: "
            + orders.count());
    versions();
  }

  private void rollback(Orders orders) throws SQLException {
    title("The new password was a mistake: roll back by moving a label");
    var stages = secrets.describeSecret(request -> request.secretId(SECRET)).versionIdsToStages();
    var current = holder(stages, "AWSCURRENT");
    var previous = holder(stages, "AWSPREVIOUS");
    refused(
        "UpdateSecretVersionStage without RemoveFromVersionId",
        () ->
            secrets.updateSecretVersionStage(
                request ->
                    request.secretId(SECRET).versionStage("AWSCURRENT").moveToVersionId(previous)));
    secrets.updateSecretVersionStage(
        request ->
            request
                .secretId(SECRET)
                .versionStage("AWSCURRENT")
                .removeFromVersionId(current)
                .moveToVersionId(previous));
    database.changePassword("app", "one");
    orders.reconnect();
    orders.place("water");
    say("the application logs in with the old password again; orders: " + orders.count());
    versions();
  }

  private void accidentalDeletion(Orders orders) throws SQLException {
    title("Somebody deletes the secret");
    var deletion = secrets.deleteSecret(request -> request.secretId(SECRET));
    say("DeleteSecret answered that it will be gone on " + deletion.deletionDate());
    orders.place("juice");
    say(
        "the running application has its connections and does not notice; orders: "
            + orders.count());
    refused(
        "a second instance of the application",
        () -> new Orders(secrets, SECRET, database.url()).close());
    versions();
  }

  private void restore() throws SQLException {
    title("The secret is restored in time");
    aws.clock().advance(Duration.ofDays(29));
    secrets.restoreSecret(request -> request.secretId(SECRET));
    try (var orders = new Orders(secrets, SECRET, database.url())) {
      say("29 days later RestoreSecret brought it back, labels and all; orders: " + orders.count());
    }
    versions();
  }

  private void brokenRotation() {
    title("The password is rotated, and the rotation breaks after it has changed the database");
    var passwords = new PasswordRotation();
    var rotation =
        aws.rotation(SECRET)
            .with(
                (event, service) -> {
                  if (event.step() == RotationStep.SET_SECRET) {
                    database.changePassword("app", password(pending(event)));
                  }
                  passwords.rotate(event, service);
                })
            .logins(value -> database.logsIn("app", password(value.text())))
            .failAt(RotationStep.TEST_SECRET)
            .before();
    secrets.rotateSecret(
        request -> request.secretId(SECRET).rotationLambdaARN(rotation.lambdaArn()));
    say("RotateSecret answered as if nothing were wrong; what happened behind it:");
    rotation.timeline().toString().lines().forEach(line -> System.out.println("     " + line));
    say("the current password does not log in any more, and RotateSecret will not help:");
    refused("RotateSecret", () -> secrets.rotateSecret(request -> request.secretId(SECRET)));
    aws.clock().advance(Duration.ofMinutes(10));
    say("... ten minutes later Secrets Manager tries again, with the same version:");
    var timeline = rotation.timeline().toString().lines().toList();
    timeline.stream().skip(7).forEach(line -> System.out.println("     " + line));
    versions();
  }

  private String pending(RotationEvent event) {
    return secrets
        .getSecretValue(
            request -> request.secretId(event.secretId()).versionId(event.clientRequestToken()))
        .secretString();
  }

  private static String password(String json) {
    return Credentials.parse(json).password();
  }

  private void thirtyDays() {
    title("It is deleted again, and this time 30 days pass");
    var first = secrets.deleteSecret(request -> request.secretId(SECRET)).arn();
    refused(
        "CreateSecret under the same name",
        () -> secrets.createSecret(request -> request.name(SECRET).secretString(login("three"))));
    aws.clock().advance(Duration.ofDays(30));
    say("... 30 days pass in an instant ...");
    var second =
        secrets.createSecret(request -> request.name(SECRET).secretString(login("three"))).arn();
    say("the name is free; the ARN is another one:");
    say("  before  " + first);
    say("  now     " + second);
    versions();
  }

  private void partnerAccount() {
    title("An application in another account wants to read it");
    var app = aws.account("222222222222").role("app");
    var partner = Clients.of(aws).as(app).secretsManager();
    var arn = secrets.describeSecret(request -> request.secretId(SECRET)).arn();
    Runnable read = () -> partner.getSecretValue(request -> request.secretId(arn));

    refused("GetSecretValue by the role 'app' of account 222222222222", read);
    secrets.putResourcePolicy(
        request ->
            request
                .secretId(SECRET)
                .resourcePolicy(
                    PolicyDocument.allow("secretsmanager:GetSecretValue").to(app.arn()).toJson()));
    say("the owner attaches a resource policy that names the role");
    refused("GetSecretValue", read);
    app.allow("secretsmanager:GetSecretValue", arn);
    say("the partner attaches an identity policy to the role");
    refused("GetSecretValue", read);
    var keyId = customerKey();
    say("the owner puts the secret under a customer managed key");
    refused("GetSecretValue", read);
    var access =
        Clients.of(aws).as(app).explain(GetSecretValueRequest.builder().secretId(arn).build());
    say("the explanation of that refusal:");
    access.refusal().toString().lines().forEach(line -> say("  " + line));
    aws.repair(access);
    var value = partner.getSecretValue(request -> request.secretId(arn)).secretString();
    say(
        "its repairs are applied, and the partner reads a value of "
            + value.length()
            + " characters");
    say(
        "AWS's rule: two policies, a customer key "
            + keyId.substring(0, 8)
            + ", and both sides again for the key");
    versions();
  }

  private String customerKey() {
    var kms = Clients.of(aws).client(KmsClient.class);
    var keyId = kms.createKey().keyMetadata().keyId();
    secrets.updateSecret(request -> request.secretId(SECRET).kmsKeyId(keyId));
    return keyId;
  }

  private void title(String text) {
    step++;
    System.out.println();
    System.out.println(step + ". " + text);
  }

  /** Prints a text, wrapped, with an indent after its first line. */
  private static void say(String text) {
    var margin = " ".repeat(5 + text.length() - text.stripLeading().length());
    System.out.println("   " + TOO_LONG.matcher(text).replaceAll("$1\n" + margin));
  }

  private static void refused(String what, Runnable call) {
    try {
      call.run();
    } catch (SecretsManagerException refusal) {
      var error = refusal.awsErrorDetails();
      say(what + " was refused: " + error.errorCode() + ": " + error.errorMessage());
      return;
    }
    throw new IllegalStateException(what + " should have been refused");
  }

  private void versions() {
    var listed =
        secrets
            .listSecretVersionIds(request -> request.secretId(SECRET).includeDeprecated(true))
            .versions();
    say("+----------+--------------------------+------------------------------+");
    say("| version  | created                  | labels                       |");
    say("+----------+--------------------------+------------------------------+");
    for (SecretVersionsListEntry version : listed) {
      say(
          "| %-8s | %-24s | %-28s |"
              .formatted(
                  shortened(version.versionId()),
                  version.createdDate(),
                  version.versionStages().stream().sorted().collect(Collectors.joining(", "))));
    }
    say("+----------+--------------------------+------------------------------+");
  }

  private static String holder(Map<String, List<String>> stages, String label) {
    return stages.entrySet().stream()
        .filter(entry -> entry.getValue().contains(label))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static String shortened(String versionId) {
    return versionId.substring(0, 8);
  }

  private static String login(String password) {
    return "{\"username\":\"app\",\"password\":\"" + password + "\"}";
  }
}
