package dev.strongroom.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.RedirectAwsClients;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

/** The tests of two classes that share Spring's cached context; each test has its own emulator. */
@SecretsManagerTest
@RedirectAwsClients
@Secret(name = "/config/shop", json = "{\"database.password\":\"correct-horse\"}")
@SpringBootTest
abstract class ShopStory {

  private static final AtomicReference<ApplicationContext> CONTEXT = new AtomicReference<>();

  @RepeatedTest(2)
  void cachedContextReadsTheSecretsOfThisTest(
      SecretsEmulator aws, @Autowired Shop shop, @Autowired ApplicationContext context) {
    assertThat(shop.databasePassword()).isEqualTo("correct-horse");
    assertThat(shop.partnerKey()).isEqualTo("of " + getClass().getSimpleName());
    assertThat(aws.audit().of("GetSecretValue").on("partner-key")).hasSize(1);

    CONTEXT.compareAndSet(null, context);
    assertThat(context).isSameAs(CONTEXT.get());
  }
}
