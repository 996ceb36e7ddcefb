package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import org.jspecify.annotations.Nullable;

/** Changes a custom key store; there is none, so that it is refused. */
public record UpdateCustomKeyStore(
    String customKeyStoreId,
    @Nullable String newCustomKeyStoreName,
    @Nullable SecretValue keyStorePassword,
    @Nullable String cloudHsmClusterId,
    @Nullable String xksProxyUriEndpoint,
    @Nullable String xksProxyUriPath,
    @Nullable String xksProxyVpcEndpointServiceName,
    @Nullable String xksProxyVpcEndpointServiceOwner,
    @Nullable XksProxyAuthenticationCredential xksProxyAuthenticationCredential,
    @Nullable String xksProxyConnectivity)
    implements Request<UpdateCustomKeyStore.Result> {

  /** Gives a key store another name. */
  public static UpdateCustomKeyStore named(String customKeyStoreId, String name) {
    return new UpdateCustomKeyStore(
        customKeyStoreId, name, null, null, null, null, null, null, null, null);
  }

  /** Empty. */
  public record Result() {}
}
