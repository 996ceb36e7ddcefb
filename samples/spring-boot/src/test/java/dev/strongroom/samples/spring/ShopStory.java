package dev.strongroom.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Seed;
import dev.strongroom.sdk.ZeroChange;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

/** Told by two classes, which Spring gives one cached context: each has an emulator of its own. */
@SpringBootTest
@ResourceLock(Resources.SYSTEM_PROPERTIES) // the switch is one for the whole JVM
abstract class ShopStory {

  private static final AtomicReference<ApplicationContext> CONTEXT = new AtomicReference<>();

  private static SecretsEmulator aws;
  private static ZeroChange installed;

  /** Before Spring starts the context, which it does for the first test. */
  @BeforeAll
  static void install(TestInfo test) {
    aws =
        SecretsEmulator.builder()
            .secret(Seed.secret("/config/shop").json("{\"database.password\":\"one\"}"))
            .secret(Seed.secret("partner-key").string("of " + test.getDisplayName()))
            .build();
    installed = ZeroChange.install(aws, test.getDisplayName());
  }

  @AfterAll
  static void close() {
    installed.close();
    aws.close();
  }

  @Test
  void cachedContextReadsTheSecretsOfThisClass(
      @Autowired Shop shop, @Autowired ApplicationContext context) {
    assertThat(shop.databasePassword()).isEqualTo("one");
    assertThat(shop.partnerKey()).isEqualTo("of " + getClass().getSimpleName());
    assertThat(aws.audit().of("GetSecretValue").on("partner-key")).hasSize(1);

    CONTEXT.compareAndSet(null, context);
    assertThat(context).isSameAs(CONTEXT.get());
  }
}
