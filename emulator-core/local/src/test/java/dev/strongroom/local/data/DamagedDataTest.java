package dev.strongroom.local.data;

import static dev.strongroom.local.data.Furnished.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.SecretValue;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreTool;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not as it was written is refused by file and reason, and nothing in it is changed. */
class DamagedDataTest {

  @TempDir Path folder;
  private Path file;
  private Snapshot kept;

  private SecretsEmulator open() {
    return SecretsEmulator.builder().data(folder).build();
  }

  @BeforeEach
  void keepSomething() {
    file = folder.resolve("strongroom.data");
    try (var aws = open()) {
      for (int i = 0; i < 30; i++) {
        call(
            aws,
            CreateSecret.of("secret-" + i, aws.newClientRequestToken())
                .withSecretString(SecretValue.ofText("value " + i)));
      }
      kept = aws.snapshot();
    }
  }

  private void isRefused(String reason) throws IOException {
    var before = content();

    assertThatIllegalStateException()
        .isThrownBy(this::open)
        .withMessageStartingWith(folder.toString())
        .withMessageContaining(reason)
        .withMessageContaining("Nothing in it was changed");

    assertThat(content()).isEqualTo(before);
  }

  /** Without the lock, in which each process leaves its pid. */
  private Map<String, ByteBuffer> content() throws IOException {
    var content = new TreeMap<String, ByteBuffer>();
    try (var files = Files.list(folder)) {
      for (var each : files.filter(path -> !path.endsWith("lock")).toList()) {
        content.put(each.getFileName().toString(), ByteBuffer.wrap(Files.readAllBytes(each)));
      }
    }
    return content;
  }

  @Test
  void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
    long length = Files.size(file);
    for (int part = 1; part < 8; part++) {
      var whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, (int) (length * part / 8)));
      isRefused("damaged");
      Files.write(file, whole);
    }
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    Files.write(file, new byte[0]);

    isRefused("it holds changes up to number 0, but number");
  }

  @Test
  void aMissingFileIsRefused() throws IOException {
    Files.delete(file);

    isRefused("it holds changes up to number 0, but number");
  }

  @Test
  void anOlderCopyOfTheFileIsRefusedUnlessThatIsWanted() throws IOException {
    var older = Files.readAllBytes(file);
    try (var aws = open()) {
      call(
          aws,
          CreateSecret.of("later", aws.newClientRequestToken())
              .withSecretString(SecretValue.ofText("x")));
    }
    Files.write(file, older);

    isRefused("was acknowledged");
    Files.delete(folder.resolve("acknowledged"));
    try (var aws = open()) {
      assertThat(aws.snapshot()).isEqualTo(kept);
    }
  }

  @Test
  void aFlippedBitIsRefusedOrLosesNothing() throws IOException {
    MVStoreTool.compact(file.toString(), false); // or most flips hit space that is free
    var sound = content();
    var whole = Files.readAllBytes(file);
    var random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 40; i++) {
      var flipped = whole.clone();
      int at = random.nextInt(flipped.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      var failure = catchThrowable(() -> isAllThere("a flip at " + at));
      if (failure != null) {
        assertThat(failure)
            .as("a flip at %d", at)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageStartingWith(file.toString());
        assertThat(Files.readAllBytes(file)).as("a flip at %d", at).isEqualTo(flipped);
        refused++;
      }
      for (var each : sound.entrySet()) {
        Files.write(folder.resolve(each.getKey()), each.getValue().array());
      }
    }
    assertThat(refused).as("some flips must matter").isGreaterThan(10);
  }

  private void isAllThere(String description) {
    try (var aws = open()) {
      assertThat(aws.snapshot()).as(description).isEqualTo(kept);
    }
  }

  @Test
  void aForeignFileIsRefused() throws IOException {
    Files.writeString(file, "-- a dump of something else\n".repeat(1_000));

    isRefused("no file of Strongroom");
  }

  @Test
  void aStoreOfAnotherProgramIsRefused() throws IOException {
    Files.delete(file);
    try (var store = MVStore.open(file.toString())) {
      store.openMap("theirs").put("a", "b");
    }

    isRefused("it is no file of Strongroom");
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    put("strongroom", "format", "3".getBytes(StandardCharsets.US_ASCII));

    isRefused(
        "it was written by a newer Strongroom: its format is 3, and this one reads formats up to 2");
  }

  @Test
  void aNewerFormatOfTheStoreIsRefused() throws IOException {
    var bytes = Files.readAllBytes(file);
    for (int block = 0; block < 2; block++) { // the header is there twice
      int start = block * 4096;
      var text = new String(bytes, start, 4096, StandardCharsets.ISO_8859_1);
      int end = text.indexOf(",fletcher:");
      var header =
          text.substring(0, end)
              .replace("format:3", "format:9")
              .getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(header, 0, bytes, start, end);
      var sum = "%08x".formatted(DataUtils.getFletcher32(header, 0, end));
      System.arraycopy(
          sum.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, start + end + 10, sum.length());
    }
    Files.write(file, bytes);

    isRefused("it was written in a newer format of its store");
  }

  @Test
  void anEntryThatWasExchangedIsRefused() throws IOException {
    put("entries", "slot/secrets/123456789012/us-east-1/secret/secret-1", new byte[40]);

    isRefused("entry 'slot/secrets/123456789012/us-east-1/secret/secret-1' is not as it was");
  }

  /** A checksum finds what is damaged; what somebody has forged is seen when it is decrypted. */
  @Test
  void anEntryThatWasForgedIsRefusedWhenItIsRead() {
    var key = "slot/secrets/123456789012/us-east-1/secret/secret-1";
    forge(key, value -> value.length - 20); // in the ciphertext

    try (var aws = open()) {
      assertThat(call(aws, GetSecretValue.of("secret-2")).secretString().text())
          .isEqualTo("value 2");
      assertThatIllegalStateException()
          .isThrownBy(() -> call(aws, GetSecretValue.of("secret-1")))
          .withMessageContaining("entry '" + key + "' is not as it was written");
    }
  }

  /** As a later Strongroom may write it without a new format: with another shape. */
  @Test
  void anEntryOfAnotherShapeIsReadAtTheStart() throws IOException {
    var key = "slot/secrets/123456789012/us-east-1/secret/secret-1";
    forge(key, value -> 8); // in the number of the shape, with which the outline begins

    isRefused("entry '" + key + "' is not as it was written"); // as the outline is authenticated
  }

  /** Flips a bit of an entry, and makes its checksum right again. */
  private void forge(String key, ToIntFunction<byte[]> position) {
    change(
        "entries",
        key,
        value -> {
          value[position.applyAsInt(value)] ^= 1;
          var checksum = new CRC32C();
          checksum.update(key.getBytes(StandardCharsets.UTF_8));
          checksum.update(value, 4, value.length - 4);
          return ByteBuffer.wrap(value).putInt(0, (int) checksum.getValue()).array();
        });
  }

  private void put(String map, String key, byte[] value) {
    change(map, key, before -> value);
  }

  private void change(String map, String key, UnaryOperator<byte[]> change) {
    try (var store = new MVStore.Builder().fileName(file.toString()).open()) {
      MVMap<String, byte[]> entries =
          store.openMap(
              map,
              new MVMap.Builder<String, byte[]>()
                  .keyType(StringDataType.INSTANCE)
                  .valueType(ByteArrayDataType.INSTANCE));
      entries.put(key, change.apply(entries.get(key)));
    }
  }

  @Test
  void anotherKeyIsRefused() throws IOException {
    Files.writeString(folder.resolve("key"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");

    isRefused("it was encrypted under another key than that in " + folder.resolve("key"));
  }

  @Test
  void aMissingKeyIsRefused() throws IOException {
    Files.delete(folder.resolve("key"));

    assertThatIllegalStateException()
        .isThrownBy(this::open)
        .withMessage(
            "%s: the key of the data is missing: put the file back, or set STRONGROOM_DATA_KEY",
            folder.resolve("key"));
  }

  @Test
  void aKeyThatIsNoneIsRefused() throws IOException {
    Files.writeString(folder.resolve("key"), "secret");

    assertThatIllegalStateException()
        .isThrownBy(this::open)
        .withMessage(
            "%s: a key is 32 random bytes in Base64, as from: openssl rand -base64 32",
            folder.resolve("key"));
  }

  @Test
  void aDamagedNumberOfTheLastChangeIsRefused() throws IOException {
    try (var acknowledged = new RandomAccessFile(folder.resolve("acknowledged").toFile(), "rw")) {
      acknowledged.seek(3);
      acknowledged.write(77);
    }

    isRefused("it holds no number of a change");
  }

  @Test
  void aDamagedSnapshotIsRefused() throws IOException {
    var snapshot = folder.resolve("state.snapshot");
    kept.save(snapshot);
    var whole = Files.readAllBytes(snapshot);

    Files.write(snapshot, Arrays.copyOf(whole, whole.length / 2));

    assertThatIllegalStateException()
        .isThrownBy(() -> Snapshot.load(snapshot))
        .withMessageStartingWith(snapshot.toString());
    assertThatThrownBy(() -> Snapshot.load(folder.resolve("absent")))
        .hasMessageContaining("there is no such file");
  }
}
