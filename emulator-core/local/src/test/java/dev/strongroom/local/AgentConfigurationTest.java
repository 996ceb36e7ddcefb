package dev.strongroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.local.internal.agent.AgentConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Agent's configuration file. */
class AgentConfigurationTest extends AgentFixture {

  private static final String ROLE = "arn:aws:iam::123456789012:role/reader";

  @TempDir Path folder;

  @ParameterizedTest(name = "AG-9: {0}")
  @ValueSource(
      strings = {
        """
        http_port = 0
        ttl_seconds = 60
        ssrf_headers = ['X-Mine']
        ssrf_env_variables = ['MINE']
        path_prefix = '/s/'
        """,
        """
        http_port = '0' # quoted numbers
        ttl_seconds = "60"
        ssrf_headers = ["X-Mine"]
        ssrf_env_variables = ["MINE"]
        path_prefix = "/s/"
        """,
        """
        [logging]
        log_level = 'DEBUG'
        log_to_file = false
        [capabilities.secrets_manager]
        enabled = true
        http_port = 0
        path_prefix = '/s/'
        [capabilities.secrets_manager.cache]
        ttl_seconds = 60
        cache_size = 1000
        [capabilities.secrets_manager.security]
        ssrf_headers = ['X-Mine']
        ssrf_env_variables = ['MINE']
        """,
      })
  void settingsOfTheFile(String toml) throws Exception {
    var file = file(toml);
    var agent = start(it -> configured(it, file).tokenFrom(Map.of("AWS_TOKEN", "a", "MINE", "b")));

    assertThat(get(agent, "/s/prod/db", "X-Mine: b").body()).contains("\"one\"");
    assertThat(get(agent, "/s/prod/db", "X-Vault-Token: b")).hasToString("403 Bad Token");
    assertThat(get(agent, "/v1/prod/db", "X-Mine: b")).hasToString("404 Not found");
    put("two");
    aws.clock().advance(Duration.ofMinutes(1));
    assertThat(get(agent, "/s/prod/db", "X-Mine: b").body()).contains("\"one\"");
    aws.clock().advance(Duration.ofSeconds(1));
    assertThat(get(agent, "/s/prod/db", "X-Mine: b").body()).contains("\"two\"");
  }

  @Test
  @DisplayName("AG-9: an empty file has the defaults, the port included")
  void defaults() throws Exception {
    var file = file("");
    var agent = start(it -> configured(it, file).port(0)); // what is set afterwards counts

    assertThat(get(agent, "/v1/prod/db", TOKEN).body()).contains("\"one\"");
    assertThat(AgentConfiguration.parse("").port()).isEqualTo(AgentEndpoint.DEFAULT_PORT);
    assertThat(AgentConfiguration.parse("").ttl()).isEqualTo(Duration.ofMinutes(5));
    assertThat(AgentConfiguration.parse("").maxConnections()).isEqualTo(800);
  }

  @ParameterizedTest(name = "AG-9: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http_port = 1023 | http_port: The HTTP port specified in the configuration file isn't valid. The HTTP port must be in the range 1024 to 65535. (Got: 1023)",
        "ttl_seconds = 3601 | ttl_seconds: The TTL in seconds specified in the configuration file isn't valid. The TTL in seconds must be in the range 0 to 3600. (Got: 3601)",
        "ttl_seconds = -1 | ttl_seconds: The TTL in seconds specified in the configuration file isn't valid. The TTL in seconds must be in the range 0 to 3600. (Got: '-1')",
        "cache_size = 0 | cache_size: The cache size specified in the configuration file isn't valid. The cache size must be in the range 1 to 1000. (Got: 0)",
        "cache_size = true | cache_size: Expected a string or integer for 'cache_size'.",
        "max_conn = 1001 | max_conn: The maximum number of connections specified in the configuration file isn't valid. The maximum number of connections must be in the range 1 to 1000. (Got: 1001)",
        "max_roles = 21 | max_roles: The maximum number of roles specified in the configuration file isn't valid. The maximum number of roles must be in the range 1 to 20. (Got: 21)",
        "ssrf_headers = [] | ssrf_headers: The list of SSRF headers in the configuration file can't be empty.",
        "ssrf_env_variables = [] | ssrf_env_variables: The list of SSRF environment variables in the configuration file can't be empty.",
        "path_prefix = 'v1/' | path_prefix: The path prefix specified in the configuration file must begin with /.",
        "log_level = 'all' | log_level: The log level specified in the configuration file isn't valid. The log level must be DEBUG, INFO, WARN, ERROR, or NONE. (Got: 'all')",
        "prefetch.cache_buffer_ratio = 0.05 | prefetch.cache_buffer_ratio: The cache buffer ratio specified in the configuration file isn't valid. The cache buffer ratio must be in the range 0.1 to 1.0.",
        "capabilities.secrets_manager.prefetch.max_jitter_seconds = 11 | capabilities.secrets_manager.prefetch.max_jitter_seconds: The max jitter seconds specified in the configuration file isn't valid. The max jitter seconds must be in the range 0 to 10.",
        "capabilities.secrets_manager.cache.cache_size = 0 | capabilities.secrets_manager.cache.cache_size: The cache size specified in the configuration file isn't valid. The cache size must be in the range 1 to 1000. (Got: 0)",
        "capabilities.secrets_manager.cache.cache_size = '9' | : Failed to parse config: invalid type of `capabilities.secrets_manager.cache.cache_size`, expected an integer",
        "max_connections = 9 | : Failed to parse config: unknown field `max_connections`, expected one of `log_level`",
        "logging.destination = 'file' | : Failed to parse config: unknown field `destination`, expected one of `log_level`, `log_to_file`",
        "prefetch.secrets = [{role_arn = 'a'}] | : Failed to parse config: missing field `secret_id`",
        "prefetch.filter_tags = [{secret_id = 'a'}] | : Failed to parse config: unknown field `secret_id`, expected one of `key`, `role_arn`",
        "logging = 1 | : Failed to parse config: invalid type of `logging`, expected a table",
        "region = 1 | : Failed to parse config: invalid type of `region`, expected a string",
        "This is gibberish | : Failed to parse config: line 1:",
      })
  void refusal(String toml, String error) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentEndpoint.of(aws).configuration(file(toml)))
        .withMessageStartingWith("Configuration validation failed with 1 error(s):\n  1. " + error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a = [", "a = {a=", "a."})
  void fileThatIsNestedTooDeeplyIsRefused(String level) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> AgentEndpoint.of(aws).configuration(file(level + "a.[{".repeat(100_000))));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AgentEndpoint.of(aws)
                    .configuration(file("a" + ".a".repeat(100_000) + "=1\nb = " + level)));
  }

  @Test
  @DisplayName("AG-9: flat keys beside sections are refused, each with its place there")
  void mixed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AgentEndpoint.of(aws)
                    .configuration(file("ttl_seconds = 9\nlog_level = 'info'\n[capabilities]")))
        .withMessage(
            """
            Configuration validation failed with 2 error(s):
              1. ttl_seconds: The configuration file format isn't valid. Flat keys can't be used in \
            conjunction with nested sections ('logging' or 'capabilities'). (Use \
            'capabilities.secrets_manager.cache.ttl_seconds' instead of 'ttl_seconds'.)
              2. log_level: The configuration file format isn't valid. Flat keys can't be used in \
            conjunction with nested sections ('logging' or 'capabilities'). (Use \
            'logging.log_level' instead of 'log_level'.)""");
  }

  @ParameterizedTest(name = "AG-9: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "capabilities.secrets_manager.enabled = false | Secrets Manager is not enabled",
        "capabilities.acm.enabled = true | capabilities.acm: certificates are not emulated. Remove the section from this file",
      })
  void otherCapabilities(String toml, String error) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentEndpoint.of(aws).configuration(file(toml)))
        .withMessage(error);
  }

  @Test
  @DisplayName("AG-9: the agent reads in the file's Region, and checks its credentials by choice")
  void regionAndValidation() throws Exception {
    var file = file("http_port = 0\nregion = 'eu-west-1'\nvalidate_credentials = false");
    var agent = start(it -> configured(it, file));

    assertThat(aws.audit().of("GetCallerIdentity").size()).isZero();
    assertThat(get(agent, "/v1/prod/db", TOKEN).status()).isEqualTo(400);
    assertThat(aws.audit().last().caller().region()).isEqualTo("eu-west-1");
  }

  @Test
  @DisplayName("AG-9: credentials of a file are read again after five minutes")
  void credentialsOfAFile() throws Exception {
    var account = aws.account("123456789012");
    var first = account.user("first");
    first.accessKey("AKIAFIRST00000000000").allow("secretsmanager:*", "*");
    account.user("second").accessKey("AKIASECOND0000000000");
    var credentials = folder.resolve("credentials");
    var file =
        file("http_port = 0\nttl_seconds = 0\ncredentials_file_path = '" + credentials + "'");
    var agent = start(it -> configured(it, file));

    assertThat(get(agent, "/v1/prod/db", TOKEN)) // it starts without credentials
        .hasToString("500 {\"__type\":\"InternalFailure\"}");
    Files.writeString(
        credentials,
        """
        [other]
        aws_access_key_id = AKIASECOND0000000000
        [default]
        aws_access_key_id = AKIAFIRST00000000000
        aws_secret_access_key = a
        """);
    assertThat(get(agent, "/v1/prod/db", TOKEN).body()).contains("\"one\"");
    Files.writeString(credentials, "[default]\naws_access_key_id=AKIASECOND0000000000");
    assertThat(get(agent, "/v1/prod/db", TOKEN).body()).contains("\"one\"");
    aws.clock().advance(Duration.ofMinutes(5));
    assertThat(get(agent, "/v1/prod/db", TOKEN).body()).contains("AccessDeniedException");
    Files.delete(credentials);
    aws.clock().advance(Duration.ofMinutes(5));
    assertThat(get(agent, "/v1/prod/db", TOKEN).body()).contains("AccessDeniedException");
    assertThat(aws.audit().of("GetCallerIdentity").size()).isZero();
  }

  @Test
  @DisplayName(
      "AG-9, AG-11: secrets and tags to prefetch are read as their roles, all tags at once")
  void prefetching() throws Exception {
    var user = user("reader");
    var file =
        file(
            """
            [capabilities.secrets_manager]
            http_port = 0
            [capabilities.secrets_manager.prefetch]
            max_jitter_seconds = 5
            secrets = [{ secret_id = "prod/db" }, { secret_id = "prod/odd", role_arn = "%s" }]
            filter_tags = [{ key = "app" }, { key = "absent" }, { key = "app", role_arn = "%s" }]
            """
                .formatted(ROLE, ROLE));
    var agent = start(it -> configured(it, file).caller(user));
    int read = aws.audit().of("GetSecretValue").size();

    assertThat(get(agent, "/v1/prod/db", TOKEN).body()).contains("\"one\"");
    assertThat(get(agent, "/v1/prod/db?roleArn=" + ROLE, TOKEN).body()).contains("\"one\"");
    assertThat(get(agent, "/v1/prod/odd?roleArn=" + ROLE, TOKEN).status()).isEqualTo(200);
    assertThat(aws.audit().of("GetSecretValue").size()).isEqualTo(read);
    assertThat(aws.audit().of("BatchGetSecretValue").size()).isEqualTo(4);
    assertThat(get(agent, "/v1/prod/odd", TOKEN).status()).isEqualTo(200);
    assertThat(aws.audit().of("GetSecretValue").size()).isEqualTo(read + 1);
  }

  @Test
  @DisplayName("AG-9, AG-11: only the buffer's part of the cache is filled at the start")
  void bufferOfTheCache() throws Exception {
    var ids = IntStream.range(0, 30).mapToObj(i -> "{secret_id='prod/db'}").toList();
    var file =
        file(
            "http_port = 0\ncache_size = 4\n[prefetch]\ncache_buffer_ratio = 0.5\n"
                + "secrets = [{secret_id='prod/odd'}, {secret_id='prod/db'}, "
                + String.join(",", ids)
                + "]\nfilter_tags = [{key='app'}]");

    start(it -> configured(it, file));

    assertThat(aws.audit().of("BatchGetSecretValue").size()).isEqualTo(1);
    assertThat(aws.audit().of("GetSecretValue").size()).isEqualTo(2);
  }

  private Path file(String toml) throws IOException {
    return Files.writeString(folder.resolve("agent.toml"), toml);
  }

  private static AgentEndpoint.Builder configured(AgentEndpoint.Builder builder, Path file) {
    try {
      return builder.configuration(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
