package dev.strongroom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.wire.LoopbackServer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The property of the JVM that the JDK's HTTP server needs, alone in its JVM. */
@Isolated
class NoDelayTest {

  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private final Logger logger = Logger.getLogger(LoopbackServer.class.getName());
  private final List<String> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** The JDK reads the property once: before this test changes it. */
  @BeforeEach
  void listen() throws Exception {
    start();
    logger.addHandler(handler);
  }

  @AfterEach
  void restore() {
    logger.removeHandler(handler);
    System.setProperty(NO_DELAY, "true");
  }

  @Test
  void absentPropertyIsSetAndSaidInTheLog() throws Exception {
    System.clearProperty(NO_DELAY);

    start();
    start();

    assertThat(System.getProperty(NO_DELAY)).isEqualTo("true");
    assertThat(logged)
        .containsExactly("INFO Set the system property " + NO_DELAY + "=true for all HTTP servers");
  }

  @Test
  void presentPropertyIsLeftAloneAndNothingIsSaid() throws Exception {
    System.setProperty(NO_DELAY, "false");

    start();

    assertThat(System.getProperty(NO_DELAY)).isEqualTo("false");
    assertThat(logged).isEmpty();
  }

  private static void start() throws Exception {
    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      assertThat(endpoint.uri().getPort()).isPositive();
    }
  }
}
