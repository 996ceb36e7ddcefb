package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.internal.service.ssm.api.GetParameterHistory;
import dev.strongroom.internal.service.ssm.api.ListTagsForResource;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of a running service, and their import into another one. */
class ExportTest {

  private static final String SEED =
      """
      {"secrets": [
        {"name": "prod/db", "description": "login", "tags": {"team": "shop"}, "kmsKey": "alias/shop",
         "replicas": ["eu-west-1"], "versions": [
           {"string": "hunter1", "labels": ["AWSPREVIOUS"]}, {"string": "hunter2", "labels": ["AWSCURRENT", "blue"]}]},
        {"name": "bytes", "binary": "aHVudGVyMw=="},
        {"name": "none", "rotation": {"function": "arn:aws:lambda:us-east-1:123456789012:function:f", "days": 30}},
        {"name": "old", "string": "hunter4", "scheduledForDeletion": true}
      ]}
      """;

  @TempDir Path folder;
  private Path passphrase;

  @BeforeEach
  void writeThePassphrase() throws Exception {
    passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
  }

  @Test
  void exportIsImportedWithItsValues() throws Exception {
    try (var one = SecretsEmulator.builder().seed(Seed.parse(SEED)).build();
        var other = SecretsEmulator.create();
        var from = Endpoint.start(one, 0);
        var to = Endpoint.start(other, 0)) {
      var file = export(from, "--passphrase-file", passphrase.toString());

      var imported = run("import", to, file.toString(), "--passphrase-file", passphrase.toString());

      assertThat(imported.err()).isEmpty();
      assertThat(imported.out()).containsExactly("4 secrets are imported");
      assertThat(Files.readString(file)).doesNotContain("hunter", "aHVudGVy");
      assertThat(value(other, GetSecretValue.of("prod/db"))).isEqualTo("hunter2");
      assertThat(value(other, GetSecretValue.of("prod/db").withVersionStage("AWSPREVIOUS")))
          .isEqualTo("hunter1");
      for (var name : new String[] {"prod/db", "none", "old"}) {
        var before = one.as(one.administrator()).call(new DescribeSecret(name));
        var after = other.as(other.administrator()).call(new DescribeSecret(name));
        assertThat(after.arn()).isEqualTo(before.arn());
        assertThat(after.versionIdsToStages()).isEqualTo(before.versionIdsToStages());
        assertThat(after.tags()).isEqualTo(before.tags());
        assertThat(after.rotationRules()).isEqualTo(before.rotationRules());
      }
    }
  }

  @Test
  @Tag("thorough")
  void keysAreImportedUnlessTheyAreThere() throws Exception {
    try (var one =
            SecretsEmulator.builder()
                .seed(
                    Seed.parse(
                        """
                        {"keys": [{"id": "11111111-2222-3333-4444-555555555555", "aliases": ["alias/shop", "alias/x"],
                                   "description": "of the shop", "rotationPeriodInDays": 180}],
                         "secrets": [
                           {"name": "by-id", "string": "hunter2", "kmsKey": "11111111-2222-3333-4444-555555555555"},
                           {"name": "by-alias", "string": "hunter3", "kmsKey": "alias/shop"}]}
                        """))
                .build();
        var empty = SecretsEmulator.create();
        var other = SecretsEmulator.create();
        var from = Endpoint.start(one, 0);
        var toEmpty = Endpoint.start(empty, 0);
        var toOther = Endpoint.start(other, 0)) {
      var file = export(from, "--passphrase-file", passphrase.toString());
      other.seed(Seed.parse("{\"keys\": [{\"id\": \"11111111-2222-3333-4444-555555555555\"}]}"));

      for (var to : List.of(toEmpty, toOther)) {
        var imported =
            run("import", to, file.toString(), "--passphrase-file", passphrase.toString());
        assertThat(imported.err()).isEmpty();
      }

      var key = "11111111-2222-3333-4444-555555555555";
      var before = one.as(one.administrator()).call(new DescribeKey(key, null)).keyMetadata();
      var after = empty.as(empty.administrator()).call(new DescribeKey(key, null)).keyMetadata();
      assertThat(after.description()).isEqualTo(before.description());
      assertThat(after.arn()).isEqualTo(before.arn());
      assertThat(value(empty, GetSecretValue.of("by-alias"))).isEqualTo("hunter3");
      assertThat(value(other, GetSecretValue.of("by-id"))).isEqualTo("hunter2");
    }
  }

  @Test
  @Tag("thorough")
  void parametersAreImportedAsTheyWere() throws Exception {
    try (var one =
            SecretsEmulator.builder()
                .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
                .seed(
                    Seed.parse(
                        """
                        {"parameters": [
                          {"name": "/prod/url", "value": "jdbc:x", "description": "of the shop",
                           "allowedPattern": "jdbc:.*", "labels": ["blue"], "tags": {"team": "shop"},
                           "tier": "Advanced", "policies": [{"Type": "Expiration", "Version": "1.0",
                             "Attributes": {"Timestamp": "2030-01-01T00:00:00Z"}}]},
                          {"name": "/prod/token", "type": "SecureString", "value": "hunter5",
                           "kmsKey": "alias/shop", "account": "111122223333", "region": "eu-west-1"},
                          {"name": "plain", "type": "StringList", "value": "a,b"},
                          {"name": "secure", "type": "SecureString", "value": "hunter6"}]}
                        """))
                .build();
        var other =
            SecretsEmulator.builder().frozenAt(Instant.parse("2026-01-01T00:00:00Z")).build();
        var from = Endpoint.start(one, 0);
        var to = Endpoint.start(other, 0)) {
      var file = export(from, "--passphrase-file", passphrase.toString());

      var imported = run("import", to, file.toString(), "--passphrase-file", passphrase.toString());
      var again = run("import", to, file.toString(), "--passphrase-file", passphrase.toString());

      assertThat(imported.err()).isEmpty();
      assertThat(imported.out()).containsExactly("0 secrets and 4 parameters are imported");
      assertThat(Files.readString(file)).doesNotContain("hunter", "jdbc:x", "a,b");
      for (var owner :
          List.of(one.administrator(), Caller.administrator("111122223333", "eu-west-1"))) {
        assertThat(parameters(other, owner)).isEqualTo(parameters(one, owner));
      }
      assertThat(again.exitCode()).isEqualTo(1);
      assertThat(again.err()).singleElement().asString().contains("already exists");
    }
  }

  /** All that describes the parameters of an account, their values, labels and tags. */
  private static List<Object> parameters(SecretsEmulator aws, Caller owner) {
    var all = new ArrayList<Object>();
    var client = aws.as(owner);
    for (var described :
        client.call(new DescribeParameters(null, null, 50, null, null)).parameters()) {
      all.add(described);
      all.add(client.call(new GetParameterHistory(described.name(), true, null, null)));
      all.add(client.call(new ListTagsForResource("Parameter", described.name())));
    }
    assertThat(all).isNotEmpty();
    return all;
  }

  @Test
  @Tag("thorough")
  void exportOfTheFirstVersionIsImported() throws Exception {
    try (var one = SecretsEmulator.builder().seed(Seed.parse(SEED)).build();
        var other = SecretsEmulator.create();
        var from = Endpoint.start(one, 0);
        var to = Endpoint.start(other, 0)) {
      var file = export(from, "--passphrase-file", passphrase.toString());
      var json = new ObjectMapper().readTree(file.toFile());
      var key = "correct horse".toCharArray();
      var values = new ObjectMapper().readTree(Sealed.open(json.path("values"), key));
      ((ObjectNode) json).put("strongroomExport", 1);
      ((ObjectNode) json).set("values", Sealed.seal(values.path("secrets").toString(), key));
      ((ObjectNode) json.path("seed")).remove("parameters");
      Files.writeString(file, json.toString());

      var imported = run("import", to, file.toString(), "--passphrase-file", passphrase.toString());

      assertThat(imported.out()).containsExactly("4 secrets are imported");
      assertThat(value(other, GetSecretValue.of("prod/db"))).isEqualTo("hunter2");
    }
  }

  @Test
  void exportWithoutValuesIsASeed() throws Exception {
    try (var one = SecretsEmulator.builder().seed(Seed.parse(SEED)).build();
        var from = Endpoint.start(one, 0)) {
      var file = export(from, "--without-values");

      assertThat(Files.readString(file)).doesNotContain("hunter", "aHVudGVy", "versions");
      assertThat(Seed.load(file).secrets()).hasSize(4);
    }
  }

  @Test
  @Tag("thorough")
  void otherPassphraseOpensNothing() throws Exception {
    var other = Files.writeString(folder.resolve("other"), "wrong horse\n");
    try (var one = SecretsEmulator.builder().seed(Seed.parse(SEED)).build();
        var two = SecretsEmulator.create();
        var from = Endpoint.start(one, 0);
        var to = Endpoint.start(two, 0)) {
      var before = two.snapshot();
      var file = export(from, "--passphrase-file", passphrase.toString());

      var refused = run("import", to, file.toString(), "--passphrase-file", other.toString());

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .containsExactly("The passphrase is another one, or the export is damaged");
      assertThat(two.snapshot()).isEqualTo(before);
    }
  }

  @Test
  @Tag("thorough")
  void secretsThatAreThereAreNotReplaced() throws Exception {
    try (var one = SecretsEmulator.builder().seed(Seed.parse(SEED)).build();
        var from = Endpoint.start(one, 0)) {
      var file = export(from, "--passphrase-file", passphrase.toString());
      var before = one.snapshot();

      var refused =
          run("import", from, file.toString(), "--passphrase-file", passphrase.toString());

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).singleElement().asString().contains("already exists");
      assertThat(one.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void passphraseAndExportThatAreNoneAreSaid() throws Exception {
    var text = Files.writeString(folder.resolve("text"), "hunter2");
    try (var one = SecretsEmulator.create();
        var to = Endpoint.start(one, 0)) {
      assertThat(run("export", to).err())
          .containsExactly(
              "Values are encrypted under a passphrase: set STRONGROOM_PASSPHRASE or"
                  + " --passphrase-file");
      assertThat(run("import", to, text.toString()).err()).containsExactly("The file is no export");
    }
  }

  private Path export(Endpoint from, String... options) throws Exception {
    var exported = run("export", from, options);
    assertThat(exported.err()).isEmpty();
    return Files.write(folder.resolve("secrets.json"), exported.out());
  }

  private static Command run(String command, Endpoint endpoint, String... options) {
    var arguments = new ArrayList<String>();
    arguments.add(command);
    arguments.add("--endpoint=" + endpoint.uri());
    arguments.addAll(List.of(options));
    return Command.run(arguments.toArray(String[]::new));
  }

  private static String value(SecretsEmulator aws, GetSecretValue read) {
    return Objects.requireNonNull(aws.as(aws.administrator()).call(read).secretString()).text();
  }
}
