package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CloudHsmClusterNotFoundException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.RecipientInfo;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DecryptionFailureException;

/** The fake KMS through the SDK's own interfaces, beside the secrets that use its keys. */
class KmsClientTest {

  private final SecretsEmulator aws = SecretsEmulator.create();
  private final SecretsEmulator at2029 =
      SecretsEmulator.builder().frozenAt(Instant.parse("2029-06-01T00:00:00Z")).build();
  private final KmsClient kms = Clients.of(aws).client(KmsClient.class);
  private final SecretsManagerClient secrets = Clients.of(aws).secretsManager();

  @Test
  void whatAKeyEncryptsItDecryptsInTheSameContextOnly() {
    var keyId = kms.createKey().keyMetadata().keyId();
    var context = Map.of("tenant", "a");

    var blob =
        kms.encrypt(
                r ->
                    r.keyId(keyId)
                        .plaintext(SdkBytes.fromUtf8String("hello"))
                        .encryptionContext(context))
            .ciphertextBlob();

    var decrypted = kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(context));
    assertThat(decrypted.plaintext().asUtf8String()).isEqualTo("hello");
    assertThat(decrypted.keyId()).startsWith("arn:aws:kms:us-east-1:123456789012:key/");
    assertThatThrownBy(() -> kms.decrypt(r -> r.ciphertextBlob(blob)))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  @Test
  @DisplayName("KMS-8: a disabled key locks the secrets under it, enabling it unlocks them")
  void disabledKeyLocksItsSecrets() {
    var keyId = kms.createKey().keyMetadata().keyId();
    secrets.createSecret(r -> r.name("a").kmsKeyId(keyId).secretString("s"));

    kms.disableKey(r -> r.keyId(keyId));

    assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId("a")))
        .isInstanceOf(DecryptionFailureException.class)
        .hasMessageContaining("is disabled. (Service: AWSKMS; Status Code: 400;");
    assertThatThrownBy(() -> kms.generateDataKey(r -> r.keyId(keyId).keySpec("AES_256")))
        .isInstanceOf(DisabledException.class);
    kms.enableKey(r -> r.keyId(keyId));
    assertThat(secrets.getSecretValue(r -> r.secretId("a")).secretString()).isEqualTo("s");
  }

  @Test
  @DisplayName("KMS-10: exceptions whose wire name is in capitals have the SDK's class")
  void pendingDeletionIsTold() {
    var keyId = kms.createKey().keyMetadata().keyId();
    kms.scheduleKeyDeletion(r -> r.keyId(keyId).pendingWindowInDays(7));

    assertThat(kms.describeKey(r -> r.keyId(keyId)).keyMetadata().keyState())
        .isEqualTo(KeyState.PENDING_DELETION);
    assertThatThrownBy(() -> kms.enableKey(r -> r.keyId(keyId)))
        .isInstanceOf(KmsInvalidStateException.class)
        .hasMessageContaining("is pending deletion. (Service: Kms, Status Code: 400");
  }

  @Test
  void encryptionContextWithANullIsRefusedByName() {
    var keyId = kms.createKey().keyMetadata().keyId();
    var context = new HashMap<String, String>();
    context.put("tenant", null);

    assertThatThrownBy(
            () ->
                kms.encrypt(
                    r ->
                        r.keyId(keyId)
                            .plaintext(SdkBytes.fromUtf8String("x"))
                            .encryptionContext(context)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Encrypt.EncryptionContext has a key or value that is null");
  }

  @Test
  @DisplayName("KR-1: a wrong ciphertext is refused without a message, in whatever way it comes")
  void refusalWithoutAMessage() {
    var garbage = SdkBytes.fromByteArray(new byte[64]);

    try (var overHttp =
        Sdk.configured(KmsClient.builder()).httpClient(Transports.of(aws)).build()) {
      for (var client : List.of(kms, overHttp)) {
        assertThatThrownBy(() -> client.decrypt(r -> r.ciphertextBlob(garbage)))
            .isInstanceOfSatisfying(
                InvalidCiphertextException.class,
                refusal -> assertThat(refusal.awsErrorDetails().errorMessage()).isNull())
            .hasMessageContaining("(Service: Kms, Status Code: 400, Request ID: ");
      }
    }
  }

  @Test
  void pagesOfKeysAreWalked() {
    for (int i = 0; i < 5; i++) {
      kms.createKey();
    }

    assertThat(kms.listKeysPaginator(r -> r.limit(2)).keys()).hasSize(5);
  }

  @Test
  void asynchronousClientAnswersToo() {
    var async = Clients.of(aws).client(KmsAsyncClient.class);

    assertThat(async.generateRandom(r -> r.numberOfBytes(16)).join().plaintext().asByteArray())
        .hasSize(16);
    assertThat(async.serviceName()).isEqualTo("kms");
  }

  @Test
  @DisplayName("KR-18: key material is imported by the SDK's clients, directly and over HTTP")
  @Tag("thorough")
  void keyMaterialIsImported() {
    var validTo = Instant.parse("2030-01-01T00:00:00.500Z");
    try (var overHttp =
        Sdk.configured(KmsClient.builder()).httpClient(Transports.of(at2029)).build()) {
      for (var client : List.of(Clients.of(at2029).client(KmsClient.class), overHttp)) {
        var keyId = client.createKey(r -> r.origin("EXTERNAL")).keyMetadata().keyId();
        var parameters =
            client.getParametersForImport(
                r ->
                    r.keyId(keyId)
                        .wrappingAlgorithm("RSAES_OAEP_SHA_256")
                        .wrappingKeySpec("RSA_2048"));

        var imported =
            client.importKeyMaterial(
                r ->
                    r.keyId(keyId)
                        .importToken(parameters.importToken())
                        .encryptedKeyMaterial(wrapped(parameters.publicKey()))
                        .validTo(validTo));

        var metadata = client.describeKey(r -> r.keyId(keyId)).keyMetadata();
        assertThat(metadata.keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(metadata.validTo()).isEqualTo(validTo);
        // By name: older SDKs have neither member.
        assertThat(metadata.getValueForField("CurrentKeyMaterialId", String.class))
            .isEqualTo(imported.getValueForField("KeyMaterialId", String.class));
      }
    }
  }

  private static SdkBytes wrapped(SdkBytes publicKey) {
    try {
      var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          KeyFactory.getInstance("RSA")
              .generatePublic(new X509EncodedKeySpec(publicKey.asByteArray())),
          new OAEPParameterSpec(
              "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
      return SdkBytes.fromByteArray(cipher.doFinal(new byte[32]));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  @DisplayName("KR-19: a replica decrypts in its Region what the primary key has encrypted")
  void replicaDecryptsInItsRegion() {
    var abroad = Clients.of(aws).in(Region.EU_WEST_1).client(KmsClient.class);
    var keyId = kms.createKey(r -> r.multiRegion(true)).keyMetadata().keyId();
    kms.replicateKey(r -> r.keyId(keyId).replicaRegion("eu-west-1"));

    var blob =
        kms.encrypt(r -> r.keyId(keyId).plaintext(SdkBytes.fromUtf8String("x"))).ciphertextBlob();

    assertThat(abroad.decrypt(r -> r.ciphertextBlob(blob)).plaintext().asUtf8String())
        .isEqualTo("x");
  }

  @Test
  @DisplayName("KMS-9: a custom key store is refused as AWS does without a cluster")
  void customKeyStoreIsRefused() {
    try (var overHttp =
        Sdk.configured(KmsClient.builder()).httpClient(Transports.of(aws)).build()) {
      for (var client : List.of(kms, overHttp)) {
        assertThat(client.describeCustomKeyStores().customKeyStores()).isEmpty();
        assertThatThrownBy(
                () ->
                    client.createCustomKeyStore(
                        r ->
                            r.customKeyStoreName("hsm")
                                .cloudHsmClusterId("cluster-2a23b4cdefg")
                                .keyStorePassword("kmsPswd1")
                                .trustAnchorCertificate("certificate")))
            .isInstanceOf(CloudHsmClusterNotFoundException.class);
      }
    }
  }

  @Test
  @EnabledIf("sdkHasRecipients")
  void aMemberThatIsNotEmulatedIsRefusedByNameAndNothingHappens() {
    var keyId = kms.createKey().keyMetadata().keyId();
    var before = aws.snapshot();

    // Without a lambda, whose signature would name a class that older SDKs lack.
    var request =
        GenerateDataKeyRequest.builder()
            .keyId(keyId)
            .keySpec("AES_256")
            .recipient(RecipientInfo.builder().keyEncryptionAlgorithm("RSAES_OAEP_SHA_256").build())
            .build();
    assertThatThrownBy(() -> kms.generateDataKey(request))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("GenerateDataKey: the member Recipient is not emulated yet: leave it unset");
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  static boolean sdkHasRecipients() {
    return Sdk.hasMethod(GenerateDataKeyRequest.class, "recipient");
  }
}
