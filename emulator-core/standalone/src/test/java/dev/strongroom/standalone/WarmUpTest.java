package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {

  @Test
  void itsCallsAreThoseOfTheFirstRequests() throws Exception {
    var answers = WarmUp.run();

    assertThat(answers.get(0)).startsWith("HTTP/1.1 200").contains("\"Name\":\"warm\"");
    assertThat(answers.get(1)).startsWith("HTTP/1.1 200").contains("\"SecretString\":\"up\"");
    assertThat(answers.get(2)).contains(":secret:warm-");
  }
}
