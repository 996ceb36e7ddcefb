package dev.strongroom.internal.service.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A cipher that is kept refuses the nonce that it used last; nobody is to notice. */
class IdleCipherTest {

  private static final byte[] KEY = new byte[32];
  private static final byte[] NONCE = new byte[AesGcm.NONCE];
  private static final byte[] CONTEXT = "context".getBytes(UTF_8);
  private static final byte[] TEXT = "a data key".getBytes(UTF_8);

  @Test
  void encryptsWithTheNonceThatItUsedLast() {
    var cipher = new IdleCipher();
    var first = sealed(cipher);

    var again = sealed(cipher);

    assertThat(again).isEqualTo(first);
    assertThat(opened(cipher, again)).isEqualTo(TEXT);
  }

  @Test
  void refusesWhatWasTamperedWithAndGoesOn() {
    var cipher = new IdleCipher();
    var sealed = sealed(cipher);
    var tampered = sealed.clone();
    tampered[NONCE.length]++;

    assertThat(opened(cipher, tampered)).isNull();
    assertThat(opened(cipher, sealed)).isEqualTo(TEXT);
  }

  /** Returns the nonce and the ciphertext behind it. */
  private static byte[] sealed(IdleCipher cipher) {
    var sealed = Arrays.copyOf(NONCE, NONCE.length + TEXT.length + Jca.TAG);
    cipher.seal(KEY, NONCE, CONTEXT, TEXT, sealed);
    return sealed;
  }

  private static byte[] opened(IdleCipher cipher, byte[] sealed) {
    return cipher.open(KEY, sealed, 0, CONTEXT, NONCE.length);
  }

  @Test
  void seededEmulatorWritesAfterARefusedWrite() {
    var aws = SecretsEmulator.builder().randomSeed(1).build();
    var client = aws.as(aws.administrator());
    client.call(CreateSecret.of("a", token(1)).withSecretString(SecretValue.ofText("one")));
    var labels = IntStream.range(0, 20).mapToObj(i -> "label" + i).toList();
    var put = PutSecretValue.of("a", token(2)).withSecretString(SecretValue.ofText("two"));

    assertThatThrownBy(() -> client.call(put.withVersionStages(labels)))
        .isInstanceOf(ServiceError.class)
        .hasMessageContaining("more than 20 staging labels");
    assertThat(client.call(GetSecretValue.of("a")).versionId()).isEqualTo(token(1));
    client.call(put);

    assertThat(client.call(GetSecretValue.of("a")).secretString())
        .isEqualTo(SecretValue.ofText("two"));
  }

  private static String token(int number) {
    return "00000000-0000-4000-8000-%012d".formatted(number);
  }
}
