package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/**
 * This module's classes, as compiled, know no network, and neither the SDK's HTTP nor credentials
 * but where the table says so: what a direct client is made of knows none of them.
 */
class NoWayToANetworkTest {

  private static final Pattern CREDENTIALS =
      Pattern.compile("software/amazon/awssdk/(auth|identity)/");

  private static final Pattern NETWORK =
      Pattern.compile(
          String.join(
              "|",
              "java/net/\\w*(Socket|URLConnection|InetAddress)(?!\\w*Exception)",
              "java/net/URL\\b",
              "java/net/http/",
              "java/nio/channels/",
              "javax/net/",
              "\\b(sun|jdk)/net/"));

  /** The SDK's HTTP, but for what stands around an answer. */
  private static final Pattern HTTP =
      Pattern.compile("software/amazon/awssdk/http/(?!SdkHttp(Full)?Response\\b)");

  /** Clients that the SDK builds. */
  private static final Pattern BUILDERS =
      Pattern.compile("software/amazon/awssdk/(?!http/)\\S*(ClientBuilder|Client\\.create$)");

  /** Not for all classes, but for these. */
  private static final Map<Pattern, Set<Class<?>>> MAY_USE =
      Map.of(
          CREDENTIALS,
          Set.of(
              CallerOverride.class, // those that a request itself carries
              BuilderSettings.class, // asks whether there are any
              NetworkGuard.class, // asks of what kind they are
              RealClients.class), // made up
          HTTP,
          Set.of(
              BuilderSettings.class,
              DefaultHttpClients.class, // finds the client for local hosts
              EmulatorHttpClient.class,
              EmulatorAsyncHttpClient.class,
              Exchange.class,
              NetworkGuard.class,
              RealClients.class,
              Transports.class,
              ZeroChange.class,
              ZeroChangeHttpClient.class,
              ZeroChangeAsyncHttpClient.class),
          BUILDERS,
          Set.of(Backoff.class, BuilderSettings.class, RealClients.class, Transports.class));

  @Test
  void noClassOfThisModuleKnowsANetworkOrWhereCredentialsAre() throws Exception {
    var classes = classesOfThisModule();

    assertThat(classes).hasSizeGreaterThan(8);
    assertThat(classes.stream().flatMap(NoWayToANetworkTest::violations)).isEmpty();
  }

  @Test
  void everyExceptionIsNeeded() throws Exception {
    for (var exceptions : MAY_USE.entrySet()) {
      for (var type : exceptions.getValue()) {
        assertThat(ConstantPool.namesIn(Files.readAllBytes(file(type))))
            .as("%s uses %s", type, exceptions.getKey())
            .anyMatch(name -> exceptions.getKey().matcher(name).find());
      }
    }
  }

  /** Each of these is what the test is there to find. */
  @SuppressWarnings({"unused", "UnusedNestedClass", "UnusedVariable", "UnusedMethod"})
  private static final class Planted {

    static class OpensASocket {
      Object planted() {
        return new Socket();
      }
    }

    static class TakesASocketFactory {
      void planted(SocketFactory factory) {}
    }

    static class HoldsAChannel {
      SocketChannel planted;
    }

    static class OpensAConnection {
      Object planted(URL url) throws IOException {
        return url.openConnection();
      }
    }

    static class CastsToAConnection {
      Object planted(Object connection) {
        return (HttpURLConnection) connection;
      }
    }

    static class UsesTheJdksClient {
      Supplier<?> planted = HttpClient::newHttpClient;
    }

    static class TakesAnHttpClient {
      void planted(SdkHttpClient client) {}
    }

    static class HoldsAnAsyncHttpClient {
      List<SdkAsyncHttpClient> planted;
    }

    static class CreatesAClient {
      Supplier<?> planted = SecretsManagerClient::create;
    }

    static class BuildsAClient {
      Object planted(SecretsManagerClientBuilder builder) {
        return builder.build();
      }
    }

    static class LooksForCredentials {
      Object planted() {
        return AnonymousCredentialsProvider.create();
      }
    }

    static class TakesCredentials {
      AwsCredentialsProvider planted;
    }

    static class NamesAClass {
      Object planted() throws ReflectiveOperationException {
        return Class.forName("java.net.Socket");
      }
    }
  }

  static Stream<Class<?>> planted() {
    return Stream.of(Planted.class.getDeclaredClasses());
  }

  @ParameterizedTest
  @MethodSource("planted")
  void aPlantedReferenceIsFoundAndTheMessageNamesTheClass(Class<?> planted) throws Exception {
    assertThat(violations(file(planted)))
        .isNotEmpty()
        .allMatch(violation -> violation.startsWith(planted.getName() + " refers to "));
  }

  static class Harmless {
    SdkHttpResponse planted() {
      return SdkHttpResponse.builder().statusCode(200).build();
    }

    String description() {
      return "network, socket and credentials";
    }
  }

  @Test
  void aHarmlessReferenceIsNoViolation() throws Exception {
    assertThat(violations(file(Harmless.class))).isEmpty();
  }

  private static Stream<String> violations(Path classFile) {
    try {
      var file = classFile.toString().replace(File.separatorChar, '/');
      var name = file.replaceFirst(".*/(dev/strongroom/.*)\\.class", "$1").replace('/', '.');
      return ConstantPool.namesIn(Files.readAllBytes(classFile)).stream()
          .filter(
              used ->
                  NETWORK.matcher(used).find()
                      || MAY_USE.keySet().stream()
                          .anyMatch(it -> it.matcher(used).find() && !mayUse(name, it)))
          .map(used -> name + " refers to " + used);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean mayUse(String name, Pattern pattern) {
    return MAY_USE.get(pattern).stream()
        .anyMatch(type -> (name + "$").startsWith(type.getName() + "$"));
  }

  private static List<Path> classesOfThisModule() throws Exception {
    try (var files = Files.walk(folder(Clients.class))) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("module-info.class")) // it names what ZeroChange uses
          .toList();
    }
  }

  private static Path file(Class<?> type) throws URISyntaxException {
    return folder(type).resolve(type.getName().replace('.', '/') + ".class");
  }

  private static Path folder(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
