package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DecryptionFailureException;

/** The examples of {@code docs/guides/keys.md}. */
@SecretsManagerTest
@Secret(name = "prod/db", string = "one", kmsKey = "alias/shop")
class KeysGuideTest {

  @Test
  void disabledKeyMakesTheSecretUnreadable(SecretsManagerClient secrets, KmsClient kms) {
    var keyId = kms.describeKey(r -> r.keyId("alias/shop")).keyMetadata().keyId();

    kms.disableKey(r -> r.keyId(keyId));

    assertThatThrownBy(() -> new Checkout(secrets).password())
        .isInstanceOf(DecryptionFailureException.class);
    kms.enableKey(r -> r.keyId(keyId));
    assertThat(new Checkout(secrets).password()).isEqualTo("one");
  }
}
