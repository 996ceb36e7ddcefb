package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.CLOUD_HSM_CLUSTER_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.CUSTOM_KEY_STORE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static dev.strongroom.api.ErrorCode.XKS_PROXY_URI_UNREACHABLE;
import static dev.strongroom.api.ErrorCode.XKS_PROXY_VPC_ENDPOINT_SERVICE_NOT_FOUND;

import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateCustomKeyStore;
import dev.strongroom.api.kms.DescribeCustomKeyStores;
import dev.strongroom.internal.service.kms.KmsOperation.RegionWrite;
import dev.strongroom.internal.service.kms.RegionKeys.RegionChange;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Custom key stores. There are none, because each needs a CloudHSM cluster or the proxy of an
 * external key manager, of which there are none either: everything is refused as AWS KMS refuses it
 * in an account without them (KMS-9).
 */
public final class CustomKeyStores {

  private CustomKeyStores() {}

  /** Refuses a key store without a part that its kind must have; its other parts don't exist. */
  @SuppressWarnings("DoNotCallSuggester") // a handler of the table
  public static RegionChange<CreateCustomKeyStore.Result> create(
      RegionKeys keys, CreateCustomKeyStore request, KmsContext context) {
    if (!"EXTERNAL_KEY_STORE".equals(request.customKeyStoreType())) {
      require("CloudHsmClusterId", request.cloudHsmClusterId());
      require("KeyStorePassword", request.keyStorePassword());
      require("TrustAnchorCertificate", request.trustAnchorCertificate());
      throw CLOUD_HSM_CLUSTER_NOT_FOUND.error(
          "CloudHSM cluster " + request.cloudHsmClusterId() + " does not exist");
    }
    require("XksProxyConnectivity", request.xksProxyConnectivity());
    require("XksProxyUriEndpoint", request.xksProxyUriEndpoint());
    require("XksProxyUriPath", request.xksProxyUriPath());
    require("XksProxyAuthenticationCredential", request.xksProxyAuthenticationCredential());
    if ("VPC_ENDPOINT_SERVICE".equals(request.xksProxyConnectivity())) {
      require("XksProxyVpcEndpointServiceName", request.xksProxyVpcEndpointServiceName());
      throw XKS_PROXY_VPC_ENDPOINT_SERVICE_NOT_FOUND.error(
          "VPC endpoint service " + request.xksProxyVpcEndpointServiceName() + " does not exist");
    }
    throw XKS_PROXY_URI_UNREACHABLE.error(
        "The external key store proxy at "
            + request.xksProxyUriEndpoint()
            + request.xksProxyUriPath()
            + " can't be reached");
  }

  private static void require(String member, @Nullable Object value) {
    if (value == null) {
      throw VALIDATION.error(member + " is required for a custom key store of this type");
    }
  }

  /** Handles an operation on one key store, which is never there. */
  static <Q, R> RegionWrite<Q, R> refusing(Function<Q, @Nullable String> id) {
    return (keys, request, context) -> {
      throw absent(id.apply(request));
    };
  }

  /** Lists no key stores; one that is named is not found. */
  public static DescribeCustomKeyStores.Result describe(
      RegionKeys keys, DescribeCustomKeyStores request, KmsContext context) {
    var id = request.customKeyStoreId();
    var name = request.customKeyStoreName();
    if (id != null && name != null) {
      throw VALIDATION.error(
          "You can specify either CustomKeyStoreId or CustomKeyStoreName, but not both.");
    }
    if (id != null || name != null) {
      throw absent(id != null ? id : name);
    }
    return new DescribeCustomKeyStores.Result(List.of(), null, false);
  }

  /** The refusal of a request that names a custom key store. */
  static ServiceError absent(@Nullable String idOrName) {
    return CUSTOM_KEY_STORE_NOT_FOUND.error("Custom key store " + idOrName + " does not exist");
  }
}
