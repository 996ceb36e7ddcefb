package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.CLOUD_HSM_CLUSTER_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.CUSTOM_KEY_STORE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static dev.strongroom.api.ErrorCode.XKS_PROXY_URI_UNREACHABLE;
import static dev.strongroom.api.ErrorCode.XKS_PROXY_VPC_ENDPOINT_SERVICE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.ConnectCustomKeyStore;
import dev.strongroom.api.kms.CreateCustomKeyStore;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DeleteCustomKeyStore;
import dev.strongroom.api.kms.DescribeCustomKeyStores;
import dev.strongroom.api.kms.DisconnectCustomKeyStore;
import dev.strongroom.api.kms.GenerateRandom;
import dev.strongroom.api.kms.UpdateCustomKeyStore;
import dev.strongroom.api.kms.XksProxyAuthenticationCredential;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Custom key stores, of which there are none. */
abstract class CustomKeyStoresContract extends KmsContract {

  private static final String STORE = "cks-1234567890abcdef0";
  private static final String CLUSTER = "cluster-2a34b5cdefg";
  private static final XksProxyAuthenticationCredential CREDENTIAL =
      new XksProxyAuthenticationCredential(
          SecretValue.ofText("ABCDEFGHIJ234567KLMN"),
          SecretValue.ofText("DXjSUawnel2fr6SKC7G25nTx4pV0aL9hQwE8rYuIoPA="));

  static Stream<Arguments> refused() {
    var external =
        CreateCustomKeyStore.external(
            "x", "https://proxy.example", "/kms/xks/v1", CREDENTIAL, null);
    var inVpc =
        CreateCustomKeyStore.external(
            "x",
            "https://proxy.example",
            "/kms/xks/v1",
            CREDENTIAL,
            "com.amazonaws.vpce.us-east-1.vpce-svc-example");
    return Stream.of(
        Arguments.of(
            CLOUD_HSM_CLUSTER_NOT_FOUND,
            "CloudHSM cluster cluster-2a34b5cdefg does not exist",
            CreateCustomKeyStore.inCluster(
                "x", CLUSTER, "certificate", SecretValue.ofText("kmsPswd1"))),
        missing(
            "CloudHsmClusterId",
            CreateCustomKeyStore.inCluster("x", null, "c", SecretValue.ofText("kmsPswd1"))),
        missing(
            "TrustAnchorCertificate",
            CreateCustomKeyStore.inCluster("x", CLUSTER, null, SecretValue.ofText("kmsPswd1"))),
        missing(
            "KeyStorePassword", CreateCustomKeyStore.inCluster("x", CLUSTER, "certificate", null)),
        missing(
            "XksProxyUriEndpoint",
            CreateCustomKeyStore.external("x", null, "/kms/xks/v1", CREDENTIAL, null)),
        missing(
            "XksProxyUriPath",
            CreateCustomKeyStore.external("x", "https://e.example", null, CREDENTIAL, null)),
        Arguments.of(
            XKS_PROXY_URI_UNREACHABLE,
            "The external key store proxy at https://proxy.example/kms/xks/v1 can't be reached",
            external),
        missing(
            "XksProxyAuthenticationCredential",
            CreateCustomKeyStore.external("x", "https://e.example", "/kms/xks/v1", null, null)),
        missing(
            "XksProxyVpcEndpointServiceName",
            new CreateCustomKeyStore(
                "x",
                null,
                null,
                null,
                "EXTERNAL_KEY_STORE",
                "https://e.example",
                "/kms/xks/v1",
                null,
                null,
                CREDENTIAL,
                "VPC_ENDPOINT_SERVICE")),
        Arguments.of(
            XKS_PROXY_VPC_ENDPOINT_SERVICE_NOT_FOUND,
            "VPC endpoint service com.amazonaws.vpce.us-east-1.vpce-svc-example does not exist",
            inVpc),
        absent(new ConnectCustomKeyStore(STORE)),
        absent(new DisconnectCustomKeyStore(STORE)),
        absent(new DeleteCustomKeyStore(STORE)),
        absent(UpdateCustomKeyStore.named(STORE, "y")),
        absent(new DescribeCustomKeyStores(STORE, null, null, null)),
        absent(new DescribeCustomKeyStores(null, STORE, null, null)),
        absent(CreateKey.DEFAULT.withOrigin("AWS_CLOUDHSM").withCustomKeyStoreId(STORE)),
        absent(new GenerateRandom(8, STORE)),
        Arguments.of(
            VALIDATION,
            "You must specify a CustomKeyStoreId for keys of origin EXTERNAL_KEY_STORE",
            CreateKey.DEFAULT.withOrigin("EXTERNAL_KEY_STORE")),
        Arguments.of(
            VALIDATION,
            "You can specify either CustomKeyStoreId or CustomKeyStoreName, but not both.",
            new DescribeCustomKeyStores(STORE, "x", null, null)));
  }

  private static Arguments missing(String member, Request<?> request) {
    return Arguments.of(
        VALIDATION, member + " is required for a custom key store of this type", request);
  }

  private static Arguments absent(Request<?> request) {
    return Arguments.of(
        CUSTOM_KEY_STORE_NOT_FOUND, "Custom key store " + STORE + " does not exist", request);
  }

  @ParameterizedTest(name = "KMS-9: {1}")
  @MethodSource("refused")
  @SuppressWarnings({"unchecked", "rawtypes"}) // a request of any operation
  void everythingIsRefusedThatNeedsOne(ErrorCode code, String text, Request<?> request) {
    kms.refused(code, text, () -> kms.call((Request) request));
  }

  @Test
  @DisplayName("KMS-9: no custom key stores are listed")
  void noneIsListed() {
    assertThat(kms.call(DescribeCustomKeyStores.ALL).customKeyStores()).isEmpty();
  }
}
