package dev.strongroom.internal.service.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** ARNs are compared without being put together. */
class SecretArnTest {

  private static final SecretArn ARN =
      new SecretArn("aws-cn", "cn-north-1", "123456789012", "prod/db-1", "a1B2c3");

  @Test
  @DisplayName("ID-4: an ARN names a secret if it is that secret's, or that without its suffix")
  void isSpelledAsItIsPrinted() {
    var text = ARN.toString();
    var partial = text.substring(0, text.length() - 7);

    assertThat(text)
        .isEqualTo("arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:prod/db-1-a1B2c3");
    assertThat(ARN.isSpelled(text, true)).isTrue();
    assertThat(ARN.isSpelled(partial, false)).isTrue();
    assertThat(ARN.isSpelled(text, false)).isFalse();
    assertThat(ARN.isSpelled(partial, true)).isFalse();
  }

  @Test
  void isSpelledNoOtherWay() {
    var text = ARN.toString();
    for (int i = 0; i < text.length(); i++) {
      var changed = text.substring(0, i) + '?' + text.substring(i + 1);
      var shorter = text.substring(0, i) + text.substring(i + 1);

      assertThat(ARN.isSpelled(changed, true)).as(changed).isFalse();
      assertThat(ARN.isSpelled(shorter, true)).as(shorter).isFalse();
    }
    assertThat(ARN.isSpelled(text + "4", true)).isFalse();
    assertThat(ARN.isSpelled("", false)).isFalse();
  }
}
