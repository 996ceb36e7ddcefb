package dev.strongroom.junit;

import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static dev.strongroom.junit.Kit.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.time.VirtualClock;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Annotations may be put on annotations of the user. */
class ComposedAnnotationsTest {

  /** One row for each annotation that no other test composes. */
  static Stream<Arguments> composed() {
    return Stream.of(
        arguments(ComposedSettings.class, null),
        arguments(ComposedParameters.class, null),
        arguments(ComposedFaults.class, null),
        arguments(
            ComposedStrict.class,
            "@Strict(FAULTS_STRUCK) on %s: these never struck, so that the test shows nothing about them. Correct what they select, or remove them:\n"
                + "  ThrottlingException on ListSecrets: struck 0 of 1"),
        arguments(
            ComposedMaxCalls.class,
            "@MaxCalls(value = 0, of = \"ListSecrets\") on %s: 1 call was made. Remember what was read, or allow as many:\n"
                + "  ListSecrets by arn:aws:iam::123456789012:root: 1"));
  }

  @ParameterizedTest
  @MethodSource("composed")
  void annotationsMayBeComposed(Class<?> fixture, @Nullable String failure) {
    assertThat(Kit.failures(Kit.run(fixture)))
        .map(Throwable::getMessage)
        .isEqualTo(failure == null ? List.of() : List.of(failure.formatted(fixture.getName())));
  }

  @Retention(RetentionPolicy.RUNTIME)
  @FrozenAt("2026-01-01T00:00:00Z")
  @SeedFile("src/test/resources/seed.json")
  @As(value = "role/reader", allow = "secretsmanager:GetSecretValue")
  @SharedClient("composed")
  @interface Settings {}

  @Tag("fixture")
  @SecretsManagerTest
  @Settings
  static class ComposedSettings {

    @Test
    void test(SecretsManagerClient client, VirtualClock clock) {
      assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
      assertThat(value(client, "prod/token")).isEqualTo("two");
      assertThatThrownBy(client::listSecrets).hasMessageContaining("role/reader is not authorized");
      assertThat(client).hasToString("SecretsManagerClient[shared as \"composed\"]");
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @As("user/ann")
  @interface Ann {}

  @Retention(RetentionPolicy.RUNTIME)
  @FromSecret("db")
  @interface Password {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  static class ComposedParameters {

    @Test
    void test(@Ann SecretsManagerClient client, @Password String password) {
      assertThatThrownBy(client::listSecrets).hasMessageContaining("user/ann is not authorized");
      assertThat(password).isEqualTo("one");
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Throttled("ListSecrets")
  @RotationFails(secret = "db", step = TEST_SECRET)
  @interface Trouble {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  @Trouble
  static class ComposedFaults {

    @Test
    void test(SecretsManagerClient client, SecretsEmulator aws) {
      client.listSecrets();
      AnnotationsTest.Rotates.rotate(client, aws);

      aws.faults().requireAllStruck();
      assertThat(aws.audit().failedWith("ThrottlingException")).hasSize(1);
      assertThat(aws.rotation("db").timeline().names()).last().isEqualTo("RotationFailed");
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Strict
  @interface Orderly {}

  @Tag("fixture")
  @SecretsManagerTest
  @Throttled("ListSecrets")
  @Orderly
  static class ComposedStrict {

    @Test
    void test() {}
  }

  @Retention(RetentionPolicy.RUNTIME)
  @MaxCalls(value = 0, of = "ListSecrets")
  @interface Silent {}

  @Tag("fixture")
  @SecretsManagerTest
  @Silent
  static class ComposedMaxCalls {

    @Test
    void test(SecretsManagerClient client) {
      client.listSecrets();
    }
  }

  record Login(String username, String password) {}
}
