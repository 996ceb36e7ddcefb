package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import org.jspecify.annotations.Nullable;

/**
 * Creates a custom key store, which needs a CloudHSM cluster or the proxy of an external key
 * manager. There are none, so that it is refused as AWS KMS refuses it then.
 */
public record CreateCustomKeyStore(
    String customKeyStoreName,
    @Nullable String cloudHsmClusterId,
    @Nullable String trustAnchorCertificate,
    @Nullable SecretValue keyStorePassword,
    @Nullable String customKeyStoreType,
    @Nullable String xksProxyUriEndpoint,
    @Nullable String xksProxyUriPath,
    @Nullable String xksProxyVpcEndpointServiceName,
    @Nullable String xksProxyVpcEndpointServiceOwner,
    @Nullable XksProxyAuthenticationCredential xksProxyAuthenticationCredential,
    @Nullable String xksProxyConnectivity)
    implements Request<CreateCustomKeyStore.Result> {

  /** Creates a key store in a CloudHSM cluster. */
  public static CreateCustomKeyStore inCluster(
      String name, String clusterId, String certificate, SecretValue password) {
    return new CreateCustomKeyStore(
        name, clusterId, certificate, password, null, null, null, null, null, null, null);
  }

  /**
   * Creates an external key store behind a proxy.
   *
   * @param vpcEndpointService null for a proxy with a public endpoint
   */
  public static CreateCustomKeyStore external(
      String name,
      String uriEndpoint,
      String uriPath,
      XksProxyAuthenticationCredential credential,
      @Nullable String vpcEndpointService) {
    return new CreateCustomKeyStore(
        name,
        null,
        null,
        null,
        "EXTERNAL_KEY_STORE",
        uriEndpoint,
        uriPath,
        vpcEndpointService,
        null,
        credential,
        vpcEndpointService == null ? "PUBLIC_ENDPOINT" : "VPC_ENDPOINT_SERVICE");
  }

  /** The ID of the new key store. */
  public record Result(String customKeyStoreId) {}
}
