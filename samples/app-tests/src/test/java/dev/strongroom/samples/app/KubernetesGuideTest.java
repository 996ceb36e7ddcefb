package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.local.SecretProviderClass;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The example of the guide to secrets that Kubernetes mounts. */
@SecretsManagerTest
@Secret(name = "prod/db", json = "{\"password\": \"one\"}")
class KubernetesGuideTest {

  @Test
  void filesFollowARotation(
      SecretsEmulator aws, SecretsManagerClient secrets, @TempDir Path folder) {
    var yaml =
        """
        apiVersion: secrets-store.csi.x-k8s.io/v1
        kind: SecretProviderClass
        metadata:
          name: app
        spec:
          provider: aws
          parameters:
            objects: |
              - objectName: prod/db
                objectType: secretsmanager
                objectAlias: db.json
                jmesPath:
                  - path: password
                    objectAlias: password
        """;

    var mount = SecretProviderClass.parse(yaml).mount(aws, aws.administrator(), folder);
    assertThat(folder.resolve("db.json")).hasContent("{\"password\": \"one\"}");
    assertThat(folder.resolve("password")).hasContent("one");

    secrets.putSecretValue(r -> r.secretId("prod/db").secretString("{\"password\": \"two\"}"));
    mount = mount.remount();

    assertThat(folder.resolve("password")).hasContent("two");
    assertThat(mount.written()).hasSize(2);
  }
}
