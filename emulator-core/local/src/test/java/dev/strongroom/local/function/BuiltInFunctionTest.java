package dev.strongroom.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.rotation.RotationTimeline.Entry;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rotation functions that are part of Strongroom, by their names. */
@Timeout(60)
class BuiltInFunctionTest {

  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:rotate";
  private static final String LOGIN =
      "{\"engine\":\"postgres\",\"host\":\"db\",\"username\":\"APP\",\"password\":\"one\"}";

  private final SecretsEmulator aws = SecretsEmulator.create();

  @TempDir Path folder;

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void passwordIsDrawnAnew() {
    aws.seed(Seed.of(Seed.secret("api").string("hunter2")));

    rotate("api", FunctionSeed.of(ARN, "builtin:password"));

    assertThat(value("api")).isNotEqualTo("hunter2").hasSize(32);
  }

  @Test
  void databaseIsRotatedByItsJdbcUrlWithADriverOfAClassLoaderOfItsOwn() throws Exception {
    var url = "jdbc:h2:file:" + folder.resolve("db") + ";AUTO_SERVER=TRUE";
    try (var connection = DriverManager.getConnection(url, "APP", "one")) {
      aws.seed(Seed.of(Seed.secret("db").string(LOGIN)));
      var h2 = Handlers.location(org.h2.Driver.class);

      var steps =
          rotate(
              "db",
              FunctionSeed.of(ARN, "builtin:postgres-single-user#" + url).classPath(List.of(h2)));

      assertThat(steps).extracting(Entry::outcome).doesNotContain("failed");
      assertThat(steps.get(steps.size() - 1).what()).isEqualTo("RotationSucceeded");
      assertThat(connection.isValid(1)).isTrue();
    }
    var password = new ObjectMapper().readTree(value("db")).path("password").asText();
    assertThat(password).isNotEqualTo("one");
    DriverManager.getConnection(url, "APP", password).close();
  }

  @Test
  void valuesThatLogInAreSeenAfterEachStepAndWhenItIsAskedFor() throws Exception {
    var url = "jdbc:h2:file:" + folder.resolve("db") + ";AUTO_SERVER=TRUE";
    try (var connection = DriverManager.getConnection(url, "APP", "one");
        var endpoint = Endpoint.start(aws, 0)) {
      aws.seed(Seed.of(Seed.secret("db").string(LOGIN)));

      var steps = rotate("db", FunctionSeed.of(ARN, "builtin:postgres-single-user#" + url));
      var now = logIn(endpoint);
      connection.createStatement().execute("ALTER USER APP SET PASSWORD 'changed'");
      var later = logIn(endpoint);

      assertThat(steps)
          .filteredOn(step -> step.attempt() == 1)
          .extracting(step -> step.what() + " " + step.logins())
          .containsExactly(
              "createSecret {AWSCURRENT=true, AWSPENDING=false}",
              "setSecret {AWSCURRENT=false, AWSPENDING=true}",
              "testSecret {AWSCURRENT=false, AWSPENDING=true}",
              "finishSecret {AWSCURRENT=true, AWSPENDING=true, AWSPREVIOUS=false}");
      assertThat(now.path("AWSCURRENT").booleanValue()).isTrue();
      assertThat(later.path("AWSCURRENT").booleanValue()).isFalse();
      assertThat(later.path("AWSPREVIOUS").booleanValue()).isFalse();
    }
  }

  private static JsonNode logIn(Endpoint endpoint) throws Exception {
    var request =
        HttpRequest.newBuilder(endpoint.uri().resolve("/_strongroom/rotations/db"))
            .header("X-Strongroom-Admin", "true")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"logIn\": true}"))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("password", "\"one\"");
    return new ObjectMapper().readTree(answer.body()).path("logins");
  }

  @Test
  void databaseWithoutADriverFailsTheStepAndNamesNoPassword() {
    aws.seed(Seed.of(Seed.secret("db").string(LOGIN)));
    var jarWithoutDriver = Handlers.lambdaCore();

    var steps =
        rotate(
            "db",
            FunctionSeed.of(ARN, "builtin:postgres-single-user")
                .classPath(List.of(jarWithoutDriver)));

    assertThat(steps.get(2).outcome()).isEqualTo("failed: IllegalStateException");
    assertThat(steps.get(2).failure())
        .hasMessageStartingWith("No JDBC driver accepts jdbc:postgresql://db:5432/postgres");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "redshift", "mysql", "mariadb", "oracle", "sqlserver", "db2"})
  void everyDatabaseHasBothStrategies(String database) {
    aws.register(FunctionSeed.of(ARN, "builtin:" + database + "-single-user"));
    aws.register(FunctionSeed.of(ARN, "builtin:" + database + "-alternating-users"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "builtin:postgres              | There is no built-in function 'postgres': there are",
        "builtin:sqlite-single-user    | There is no built-in function 'sqlite-single-user'",
        "builtin:password#jdbc:h2:mem: | There is no built-in function 'password': there are",
        "builtin:db2-single-user#h2:x  | 'h2:x' is no JDBC URL",
      })
  void nameThatIsNoneIsRefused(String code, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.register(FunctionSeed.of(ARN, code)))
        .withMessageStartingWith(message);
  }

  @Test
  void driverThatIsNotThereIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                aws.register(
                    FunctionSeed.of(ARN, "builtin:db2-single-user")
                        .classPath(List.of(folder.resolve("absent.jar")))))
        .withMessageStartingWith("There is no driver ");
  }

  private List<Entry> rotate(String secret, FunctionSeed function) {
    aws.register(function);
    aws.as(aws.administrator())
        .call(
            RotateSecret.of(secret, aws.newClientRequestToken())
                .withRotationLambdaARN(ARN)
                .withRotateImmediately(true));
    return aws.rotation(secret).timeline().entries();
  }

  private String value(String secret) {
    var read = aws.as(aws.administrator()).call(GetSecretValue.of(secret));
    return Objects.requireNonNull(read.secretString()).text();
  }
}
