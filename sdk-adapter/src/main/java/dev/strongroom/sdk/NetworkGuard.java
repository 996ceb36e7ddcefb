package dev.strongroom.sdk;

import dev.strongroom.internal.wire.HttpApi;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Refuses requests of one SDK client that would leave this JVM while the zero-change switch is
 * installed, and afterwards those to emulated services if the client was built meanwhile.
 *
 * @param builtUnder the switch that was installed when the client was built; null if none was
 */
record NetworkGuard(@Nullable ZeroChange builtUnder) {

  /**
   * Refuses a request without credentials of a client that outlives the switch which gave them: the
   * SDK would only report that it found none.
   */
  @SuppressWarnings("deprecation") // the newer way to the endpoint is missing in older SDKs
  void checkCredentials(SdkRequest request, ExecutionAttributes attributes) {
    if (builtUnder == null || ZeroChange.installed() != null || !builtUnder.givesCredentials()) {
      return;
    }
    var endpoint = attributes.getAttribute(SdkExecutionAttribute.CLIENT_ENDPOINT);
    if (endpoint != null
        && Host.of(endpoint.getHost()) == Host.EMULATED
        && hasNoCredentialsOfItsOwn(request, attributes)) {
      throw ended(builtUnder.label());
    }
  }

  /** Looks at the kind of the credentials provider, and never asks it for credentials. */
  private static boolean hasNoCredentialsOfItsOwn(
      SdkRequest request, ExecutionAttributes attributes) {
    if (request
        .overrideConfiguration()
        .filter(AwsRequestOverrideConfiguration.class::isInstance)
        .flatMap(o -> ((AwsRequestOverrideConfiguration) o).credentialsProvider())
        .isPresent()) {
      return false;
    }
    try {
      var providers = attributes.getAttribute(SdkInternalExecutionAttribute.IDENTITY_PROVIDERS);
      return providers != null
          && providers.identityProvider(AwsCredentialsIdentity.class)
              instanceof DefaultCredentialsProvider;
    } catch (LinkageError unknown) { // before SDK 2.21
      return false;
    }
  }

  /** Refuses a request that an HTTP client other than this library's would send to AWS. */
  void checkHost(SdkHttpRequest request, ExecutionAttributes attributes) {
    var now = ZeroChange.installed();
    if (now == null && builtUnder == null) {
      return;
    }
    var sender = Sender.of(request);
    if (sender.isOurs()) {
      return; // it never sends a request to AWS
    }
    var service = attributes.getAttribute(AwsExecutionAttribute.ENDPOINT_PREFIX);
    var kind = Host.of(request.host(), service);
    if (kind == Host.EMULATED) {
      throw now == null && builtUnder != null
          ? ended(builtUnder.label())
          : ownClient(request.host(), sender);
    }
    if (kind == Host.FOREIGN && now != null && !now.allowsOtherServices()) {
      throw new IllegalStateException(
          notSent(request.host())
              + " Stub this service, give its client an endpoint on this machine, or allow clients"
              + " with HTTP clients of their own to reach AWS by allowOtherServices()");
    }
  }

  /**
   * Returns the emulator that is installed.
   *
   * @param builtFor the label of the switch under which the calling client was built
   * @throws IllegalStateException if none is installed
   */
  static HttpApi api(String builtFor) {
    var now = ZeroChange.installed();
    if (now == null) {
      throw ended(builtFor);
    }
    return now.api();
  }

  /** The refusal of a request to another host, by a client with the default HTTP client. */
  static IllegalStateException foreign(String host) {
    return new IllegalStateException(
        notSent(host)
            + " Stub this service, give its client an endpoint on this machine, or an HTTP client"
            + " of its own together with allowOtherServices()");
  }

  private static String notSent(String host) {
    return "Not sent: "
        + host
        + " is neither Secrets Manager, KMS or STS, which the emulator is, nor a local host.";
  }

  private static IllegalStateException ended(String builtFor) {
    return new IllegalStateException(
        "This client was built for "
            + builtFor
            + ", which has ended, and no other emulator is installed: build clients in each test,"
            + " or call this one only while ZeroChange is installed");
  }

  private static IllegalStateException ownClient(String host, Sender sender) {
    return new IllegalStateException(
        "Not sent: "
            + host
            + " is emulated, but this client "
            + sender.description()
            + ", and the request would go to AWS. Give the client's builder"
            + " httpClient(Transports.of(emulator)), or Transports.async(emulator) if it is"
            + " asynchronous, or as endpointOverride the uri() of a dev.strongroom.wire.Endpoint");
  }

  /**
   * The HTTP client that is about to send a request, as the SDK names it in the User-Agent header:
   * {@code http/Name}, since SDK 2.30 {@code md/http#Name}.
   *
   * @param names its name, among what an application may have added; empty if it is hidden
   */
  private record Sender(List<String> names) {

    static Sender of(SdkHttpRequest request) {
      return new Sender(
          request.matchingHeaders("User-Agent").stream()
              .flatMap(header -> Stream.of(header.split(" ", -1)))
              .filter(part -> part.startsWith("http/") || part.startsWith("md/http#"))
              .map(part -> part.substring(part.startsWith("http/") ? 5 : 8))
              .toList());
    }

    boolean isOurs() {
      return names.contains(Transports.NAME);
    }

    String description() {
      return names.isEmpty()
          ? "replaces the User-Agent header, so that its HTTP client is unknown"
          : "has an HTTP client of its own ("
              + names.get(0)
              + "; one that wraps another has to return its clientName())";
    }
  }
}
