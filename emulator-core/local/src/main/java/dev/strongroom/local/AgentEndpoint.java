package dev.strongroom.local;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.internal.wire.LoopbackServer;
import dev.strongroom.local.internal.agent.AgentConfiguration;
import dev.strongroom.local.internal.agent.AgentConfiguration.Item;
import dev.strongroom.local.internal.agent.AgentConfiguration.Prefetching;
import dev.strongroom.local.internal.agent.AgentSettings;
import dev.strongroom.local.internal.agent.AgentSite;
import dev.strongroom.local.internal.agent.ExtensionSettings;
import dev.strongroom.local.internal.agent.ExtensionSite;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP interface of AWS's Secrets Manager Agent, or of its Parameters and Secrets Lambda
 * Extension, in front of an emulator: for applications that read their secrets from a port of their
 * own machine.
 *
 * <p>Its cache lives on the emulator's clock. It listens on the loopback interface only, and
 * refuses what a web page could send.
 *
 * <pre>{@code
 * try (var agent = AgentEndpoint.of(aws).token("let-me-in").start()) {
 *   var checkout = new LocalCheckout(agent.uri(), "let-me-in");
 *   assertThat(checkout.password()).isEqualTo("one");
 *
 *   secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));
 *   assertThat(checkout.password()).isEqualTo("one"); // the agent has a cache
 *
 *   aws.clock().advance(Duration.ofMinutes(6));
 *   assertThat(checkout.password()).isEqualTo("two");
 * }
 * }</pre>
 */
public final class AgentEndpoint implements AutoCloseable {

  /** Where AWS's agent and extension listen by default (AG-9, LE-4). */
  public static final int DEFAULT_PORT = 2773;

  private final LoopbackServer server;
  private final AgentSettings settings;
  private final @Nullable ExtensionSite extension;

  private AgentEndpoint(
      LoopbackServer server, AgentSettings settings, @Nullable ExtensionSite extension) {
    this.server = server;
    this.settings = settings;
    this.extension = extension;
  }

  /**
   * Starts an agent with AWS's defaults and the token {@code test}; closing it does not close the
   * emulator.
   *
   * @param port 0 for any that is free
   * @throws BindException if the port is taken
   */
  public static AgentEndpoint start(SecretsEmulator aws, int port) throws IOException {
    return of(aws).port(port).start();
  }

  /** Returns an agent with AWS's defaults, to be set up and started. */
  public static Builder of(SecretsEmulator aws) {
    return new Builder(aws);
  }

  /** How an agent, or a Lambda extension, is started. */
  public static final class Builder {

    private static final Pattern TOKEN = Pattern.compile("[!-~](?:[ -~]*[!-~])?");

    private static final String FILE = "file://";

    private final SecretsEmulator aws;
    private int port;
    private String token = "test";
    private Caller caller;
    private int version = 3;
    private boolean isExtension;
    private boolean isReady = true;
    private AgentConfiguration file = AgentConfiguration.DEFAULTS;
    private ExtensionSettings variables = ExtensionSettings.DEFAULTS;
    private @Nullable Duration ttl;
    private @Nullable Integer cacheSize;
    private String pathPrefix = file.pathPrefix();
    private int maxConnections = file.maxConnections();
    private int maxRoles = file.maxRoles();
    private boolean ignoresTransientErrors = file.ignoresTransientErrors();
    private List<Item> prefetch = List.of();
    private List<Item> prefetchTags = List.of();
    private long secondsToArrive = LoopbackServer.SECONDS_TO_ARRIVE;

    private Builder(SecretsEmulator aws) {
      this.aws = aws;
      this.caller = aws.administrator();
    }

    /** Sets the port to listen on; 0, the default, for any that is free. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** Sets what callers send as {@code X-Aws-Parameters-Secrets-Token}; "test" by default. */
    public Builder token(String text) {
      if (!TOKEN.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "A token is sent in a header: it has printable ASCII characters, and no space at its"
                + " ends, but this one of "
                + text.length()
                + " characters is otherwise");
      }
      token = text;
      return this;
    }

    /**
     * Sets the token as AWS's agent finds it: the first of {@code AWS_TOKEN}, {@code
     * AWS_SESSION_TOKEN} and {@code AWS_CONTAINER_AUTHORIZATION_TOKEN}, or of the variables that
     * the {@linkplain #configuration configuration} names, that is set; or what is in the file of a
     * {@code file://} URL.
     *
     * @throws IllegalStateException if none is set, or its file can't be read
     */
    public Builder tokenFrom(Map<String, String> environment) {
      var found = // AG-10
          file.tokenVariables().stream()
              .map(environment::get)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "The agent's token is not set: set one of "
                              + String.join(", ", file.tokenVariables())));
      if (!found.startsWith(FILE)) {
        return token(found);
      }
      try {
        return token(Files.readString(Path.of(found.substring(FILE.length()))).strip());
      } catch (IOException | InvalidPathException unreadable) {
        throw new IllegalStateException("The file of the agent's token can't be read", unreadable);
      }
    }

    /**
     * Sets whose credentials the agent has, and in which Region it reads; by default the
     * administrator's, who can't assume roles.
     */
    public Builder caller(Caller credentials) {
      caller = credentials;
      return this;
    }

    /**
     * Sets the agent up as a configuration file of AWS's agent says, flat or nested, its port
     * included; what is set afterwards counts. Its {@code log_level}, {@code log_to_file} and
     * {@code max_jitter_seconds} are checked only: nothing is logged, and the start waits for
     * nothing.
     *
     * @throws IllegalArgumentException with the agent's text, if it refuses the file; also if the
     *     file manages certificates, which are not emulated
     */
    public Builder configuration(Path toml) throws IOException {
      file = AgentConfiguration.parse(Files.readString(toml)); // AG-9
      port = file.port();
      ttl = file.ttl();
      cacheSize = file.cacheSize();
      pathPrefix = file.pathPrefix();
      maxConnections = file.maxConnections();
      maxRoles = file.maxRoles();
      ignoresTransientErrors = file.ignoresTransientErrors();
      prefetch = file.prefetching().secrets();
      prefetchTags = file.prefetching().tags();
      return this;
    }

    /** Answers as version 2 of the Agent, which knows no roles. */
    public Builder version2() {
      version = 2;
      return this;
    }

    /**
     * Answers as the Lambda extension, with its routes, its bodies and without the Agent's refresh.
     */
    public Builder lambdaExtension() {
      isExtension = true;
      return this;
    }

    /**
     * Answers as the Lambda extension that has these variables in its environment, such as {@code
     * SECRETS_MANAGER_TTL}, its port included; what is set afterwards counts. The log level is
     * checked only: nothing is logged.
     *
     * @throws IllegalArgumentException naming a variable whose value AWS doesn't take
     */
    public Builder lambdaExtension(Map<String, String> environment) {
      variables = ExtensionSettings.of(environment); // LE-4
      port = variables.port();
      return lambdaExtension();
    }

    /**
     * Answers as a Lambda extension before the function's first invocation, until {@link
     * AgentEndpoint#endInitPhase}.
     */
    public Builder lambdaExtensionInInitPhase() {
      isReady = false;
      return lambdaExtension();
    }

    /**
     * Sets how long a value is answered from the cache: 300 seconds by default; at most 3,600, of
     * the extension 300.
     */
    public Builder ttl(Duration time) {
      ttl = time;
      return this;
    }

    /** Sets how many values the cache has, 1 to 1,000, which is the default. */
    public Builder cacheSize(int values) {
      cacheSize = inRange("cache_size", values, 1, 1000);
      return this;
    }

    /** Sets the prefix of paths that name a secret; {@code /v1/} by default. */
    public Builder pathPrefix(String prefix) {
      if (!prefix.startsWith("/")) {
        throw new IllegalArgumentException(
            "A path_prefix begins with a slash, but this one is '" + prefix + "'");
      }
      pathPrefix = prefix;
      return this;
    }

    /** Sets how many requests are answered at a time, 1 to 1,000; 800 by default. */
    public Builder maxConnections(int number) {
      maxConnections = inRange("max_conn", number, 1, 1000);
      return this;
    }

    /** Sets how many roles are assumed, 1 to 20, which is the default. */
    public Builder maxRoles(int number) {
      maxRoles = inRange("max_roles", number, 1, 20);
      return this;
    }

    /** Answers failures of the service and the network even if the cache has an old value. */
    public Builder answerTransientErrors() {
      ignoresTransientErrors = false;
      return this;
    }

    /** Reads these secrets at the start; they are cached under their names only. */
    public Builder prefetch(String... secretIds) {
      prefetch = Stream.of(secretIds).map(id -> new Item(id, null)).toList();
      return this;
    }

    /** Reads the secrets that have tags with all these keys at the start. */
    public Builder prefetchTagged(String... tagKeys) {
      prefetchTags = Stream.of(tagKeys).map(key -> new Item(key, null)).toList();
      return this;
    }

    Builder secondsToArrive(long seconds) {
      secondsToArrive = seconds;
      return this;
    }

    /**
     * Starts to listen.
     *
     * @throws BindException if the port is taken
     */
    public AgentEndpoint start() throws IOException {
      var time = ttl == null ? file.ttl() : ttl;
      inRange("ttl_seconds", time.toSeconds(), 0, isExtension ? 300 : 3600); // AG-9, LE-4
      var settings = new AgentSettings(token, caller, version, configuration(time));
      var extension =
          isExtension ? new ExtensionSite(aws, token, caller, extensionSettings(), isReady) : null;
      var server =
          LoopbackServer.start(
              new InetSocketAddress(LoopbackServer.LOCALHOST, port), // AG-1
              Set.of(),
              secondsToArrive,
              extension == null ? new AgentSite(aws, settings) : extension);
      return new AgentEndpoint(server, settings, extension);
    }

    private AgentConfiguration configuration(Duration time) {
      return new AgentConfiguration(
          port,
          time,
          cacheSize == null ? file.cacheSize() : cacheSize,
          maxConnections,
          maxRoles,
          file.tokenHeaders(),
          file.tokenVariables(),
          pathPrefix,
          file.region(),
          ignoresTransientErrors,
          file.validatesCredentials(),
          file.credentialsFile(),
          new Prefetching(file.prefetching().cacheBufferRatio(), prefetch, prefetchTags));
    }

    private ExtensionSettings extensionSettings() {
      return new ExtensionSettings(
          port,
          cacheSize == null ? variables.cacheSize() : cacheSize,
          variables.maxConnections(),
          ttl == null ? variables.secretsTtl() : ttl,
          ttl == null ? variables.parametersTtl() : ttl,
          variables.secretsTimeout(),
          variables.parametersTimeout());
    }

    private static int inRange(String name, long value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            "%s must be in the range %d to %d, but is %d".formatted(name, least, most, value));
      }
      return (int) value;
    }
  }

  /** Returns where it listens, such as {@code http://127.0.0.1:2773}. */
  public URI uri() {
    return server.uri();
  }

  /** Returns what the Agent prints when it listens (AG-1); of the extension nothing is known. */
  public String readyLine() {
    if (extension != null) {
      return "Parameters and Secrets Lambda Extension listening on " + uri();
    }
    return settings.version() == 2
        ? "Agent/2.0.0 listening on " + uri()
        : "Secrets Manager Provider/3.0.0 listening on " + uri();
  }

  /**
   * Makes a Lambda extension answer, as the first invocation of its function does.
   *
   * @throws IllegalStateException if this is no Lambda extension
   */
  public void endInitPhase() {
    if (extension == null) {
      throw new IllegalStateException(
          "The Agent has no init phase: start a Lambda extension with lambdaExtensionInInitPhase()");
    }
    extension.ready();
  }

  /** Ends all connections and threads; the emulator goes on. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "AgentEndpoint[" + uri() + "]";
  }
}
