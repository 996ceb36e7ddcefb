package dev.strongroom.samples.boot3;

import static dev.strongroom.assertj.StrongroomAssertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.RedirectAwsClients;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** {@code spring.config.import=aws-secretsmanager:/config/shop}, without a change in the shop. */
@SpringBootTest
@SecretsManagerTest
@RedirectAwsClients
@Secret(name = "/config/shop", json = "{\"database.password\":\"correct-horse\"}")
@Secret(name = "partner-key", string = "first-partner-key")
class ShopTest {

  @Autowired private Shop shop;

  @RepeatedTest(2)
  void isConfiguredByItsSecretAndReadsThoseOfTheTest(SecretsEmulator aws) {
    assertThat(shop.databasePassword()).isEqualTo("correct-horse");
    assertThat(shop.partnerKey()).isEqualTo("first-partner-key");
    assertThat(aws).recorded("GetSecretValue").on("partner-key").once();
  }
}
