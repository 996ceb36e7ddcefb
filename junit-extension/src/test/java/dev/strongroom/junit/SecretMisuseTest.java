package dev.strongroom.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.Seed;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contradictions in what a test starts with are refused before it runs. */
class SecretMisuseTest {

  static Stream<Arguments> misuses() {
    return Stream.of(
        arguments(
            StringAndJson.class,
            "@Secret(name = \"db\") on %sStringAndJson has string and json: keep one, or none for a secret without a value"),
        arguments(
            AllThree.class,
            "@Secret(name = \"db\") on %sAllThree#test has string and json and binary: keep one, or none for a secret without a value"),
        arguments(
            TextAndFile.class,
            "@Secret(name = \"db\") on %sTextAndFile has string and file: keep one, or none for a secret without a value"),
        arguments(
            NoValueFile.class,
            "@Secret(name = \"db\") on %sNoValueFile has a file that can't be read: is there a "
                + Path.of("no-such.pem").toAbsolutePath()
                + "?"),
        arguments(
            ReplicatedAndScheduled.class,
            "@Secret(name = \"db\") on %sReplicatedAndScheduled can't be: Secret 'db' is scheduled for deletion and has replicas, which AWS refuses: keep one"),
        arguments(
            ReplicatedToItself.class,
            "@Secret(name = \"db\") on %sReplicatedToItself is refused by the service: Invalid replica region.: correct the annotation"),
        arguments(
            UnderReservedAlias.class,
            "@Secret(name = \"db\") on %sUnderReservedAlias is refused by the service: Aliases that begin with alias/aws/ are reserved for AWS: correct the annotation"),
        arguments(
            EmptyString.class,
            "@Secret(name = \"db\") on %sEmptyString has an empty string, which no secret can have: leave it out for a secret without a value"),
        arguments(
            EmptyJson.class,
            "@Secret(name = \"db\") on %sEmptyJson can't be read: The JSON of secret 'db' is empty: correct it, or use string for a value that is not JSON"),
        arguments(
            MalformedJson.class,
            "@Secret(name = \"db\") on %sMalformedJson can't be read: The JSON of secret 'db' is malformed at line 1, column 14: correct it, or use string for a value that is not JSON"),
        arguments(
            BlankName.class,
            "@Secret(name = \" \") on %sBlankName has a blank name: write the name by which the application asks for it"),
        arguments(
            InvalidName.class,
            "@Secret(name = \"my db\") on %sInvalidName#test is refused by the service: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!: correct the annotation"),
        arguments(
            TagWithoutValue.class,
            "@Secret(name = \"db\") on %sTagWithoutValue has the tag 'payments': write it as key=value"),
        arguments(
            TagWithoutKey.class,
            "@Secret(name = \"db\") on %sTagWithoutKey has the tag ' =payments': write it as key=value"),
        arguments(
            SameName.class,
            "@Secret(name = \"db\") on %1$sSameName differs from the one on %1$sSameName: keep one; to change a value for one test, put another one there"),
        arguments(
            SameNameOnMethod.class,
            "@Secret(name = \"db\") on %1$sSameNameOnMethod#test differs from the one on %1$sSameNameOnMethod: keep one; to change a value for one test, put another one there"),
        arguments(
            SameNameInNested.class,
            "@Secret(name = \"db\") on %1$sSameNameInNested$Inner differs from the one on %1$sSameNameInNested: keep one; to change a value for one test, put another one there"),
        arguments(
            NoSuchFile.class,
            "@SeedFile(\"no-such.json\") on %sNoSuchFile can't be: there is no file "
                + Path.of("no-such.json").toAbsolutePath()
                + " that can be read"),
        arguments(
            MalformedFile.class,
            "@SeedFile(\"src/test/resources/malformed-seed.json\") on %sMalformedFile can't be: Seed file src/test/resources/malformed-seed.json: secrets[0] has no member 'value'; it may have name, description, tags, kmsKey, replicas, scheduledForDeletion, string, json, binary"),
        arguments(
            SeededTwice.class,
            "@SeedFile on %sSeededTwice can't be: Secret 'prod/db' can't be seeded: The operation failed because the secret prod/db already exists."),
        arguments(
            BuilderWithSecretTwice.class,
            "The SecretsManagerExtension of %sBuilderWithSecretTwice can't start an emulator: Secret 'db' can't be seeded: The operation failed because the secret db already exists."));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void isRefusedBeforeTheTestRuns(Class<?> fixture, String message) {
    Kit.assertRefused(fixture, message);
  }

  @Test
  void secretIsNotQuotedWhenItsJsonIsMalformed() {
    var failures = Kit.failures(Kit.run(MalformedJson.class));

    assertThat(failures).singleElement().asString().doesNotContain("hunter2");
    assertThat(failures.get(0)).hasStackTraceContaining("malformed").hasNoCause();
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one", json = "{}")
  static class StringAndJson extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  static class AllThree extends NeverRun {

    @Test
    @Override
    @Secret(name = "db", string = "one", json = "{}", binary = 1)
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one", file = "no-such.pem")
  static class TextAndFile extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", file = "no-such.pem")
  static class NoValueFile extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", scheduledForDeletion = true, replicas = "eu-west-1")
  static class ReplicatedAndScheduled extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one", replicas = "us-east-1")
  static class ReplicatedToItself extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one", kmsKey = "alias/aws/rds")
  static class UnderReservedAlias extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "")
  static class EmptyString extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "")
  static class EmptyJson extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "{\"password\": hunter2}")
  static class MalformedJson extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = " ", string = "one")
  static class BlankName extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  static class InvalidName extends NeverRun {

    @Test
    @Override
    @Secret(name = "my db", string = "one")
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", tags = "payments")
  static class TagWithoutValue extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", tags = " =payments")
  static class TagWithoutKey extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  @Secret(name = "db", string = "two")
  static class SameName extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  static class SameNameOnMethod extends NeverRun {

    @Test
    @Override
    @Secret(name = "db", string = "two")
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  static class SameNameInNested {

    @Nested
    @Secret(name = "db", string = "two")
    class Inner extends NeverRun {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  @SeedFile("no-such.json")
  static class NoSuchFile extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @SeedFile("src/test/resources/malformed-seed.json")
  static class MalformedFile extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @SeedFile({"src/test/resources/seed.json", "src/test/resources/seed.json"})
  static class SeededTwice extends NeverRun {}

  @Tag("fixture")
  static class BuilderWithSecretTwice extends NeverRun {

    @RegisterExtension
    static final SecretsManagerExtension AWS =
        SecretsManagerExtension.builder()
            .secret(Seed.secret("db").string("one"))
            .secret(Seed.secret("db").string("two"))
            .build();
  }
}
