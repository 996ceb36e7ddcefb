package dev.strongroom.internal.time;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Every random thing the service makes, one stream per purpose, so that drawing from one never
 * shifts another.
 *
 * <p>With a seed each stream is a counter through SplitMix64's finalizer and can be replayed and
 * forked; without one every stream is {@link SecureRandom}, except for IDs and tokens, which are no
 * secrets and are drawn for every call: they run through a counter whose key came from {@code
 * SecureRandom}, because that one takes long and makes its readers wait for each other.
 */
public final class Ids {

  private enum Purpose {
    ARN_SUFFIX,
    TOKEN,
    PASSWORD,
    KEY_MATERIAL,
    REQUEST_ID,
    KEY_ID,
    AUDIT_EVENT_ID,
    NOTIFICATION_ID,
    READ_MATERIAL,
    ROTATION_TOKEN,
    KEY_PAIR,
    PAGE_KEY
  }

  /** No secrets, and drawn too often to wait for {@link SecureRandom}. */
  private static final Set<Purpose> COUNTED =
      EnumSet.of(
          Purpose.ARN_SUFFIX,
          Purpose.TOKEN,
          Purpose.REQUEST_ID,
          Purpose.KEY_ID,
          Purpose.AUDIT_EVENT_ID,
          Purpose.NOTIFICATION_ID);

  private static final Set<Purpose> OF_WRITES =
      EnumSet.of(Purpose.ARN_SUFFIX, Purpose.KEY_ID, Purpose.KEY_MATERIAL);

  /** More than anybody draws between two times at which the positions are noted. */
  private static final long READS_AT_MOST = 1L << 32;

  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final @Nullable SecureRandom secure;
  private final long seed;
  private final AtomicLongArray counters;
  private final Purpose keyMaterial;
  private final AtomicReference<byte @Nullable []> pageKey; // drawn when it is first needed

  private @Nullable String chosenArnSuffix; // of writes only, of which one is under way at a time
  private @Nullable String chosenKeyId;

  /** Where the streams stood from which only writes draw. */
  public record Mark(long arnSuffix, long keyId, long keyMaterial) {}

  private Ids(
      @Nullable SecureRandom secure,
      long seed,
      AtomicLongArray counters,
      Purpose keyMaterial,
      AtomicReference<byte @Nullable []> pageKey) {
    this.secure = secure;
    this.seed = seed;
    this.counters = counters;
    this.keyMaterial = keyMaterial;
    this.pageKey = pageKey;
  }

  /** Streams that no two emulators share. */
  public static Ids random() {
    return random(new AtomicReference<>());
  }

  private static Ids random(AtomicReference<byte @Nullable []> pageKey) {
    var secure = new SecureRandom();
    return new Ids(secure, secure.nextLong(), newCounters(), Purpose.KEY_MATERIAL, pageKey);
  }

  /** Streams that are equal for equal seeds. */
  public static Ids seeded(long seed) {
    return new Ids(null, seed, newCounters(), Purpose.KEY_MATERIAL, new AtomicReference<>());
  }

  /**
   * Returns streams that go on from where others stood, with their key of page tokens. The streams
   * from which reads draw go on further on, since nobody noted how far they had got.
   *
   * @param givenSeed the seed of those streams; empty if they were random
   * @param positions what {@link #positions} returned
   */
  public static Ids resumed(OptionalLong givenSeed, List<Long> positions, byte[] pageKey) {
    var sameKey = new AtomicReference<byte @Nullable []>(pageKey);
    if (givenSeed.isEmpty()) {
      return random(sameKey);
    }
    var counters = newCounters();
    for (var purpose : Purpose.values()) {
      if (purpose.ordinal() < positions.size()) {
        long skipped = OF_WRITES.contains(purpose) ? 0 : READS_AT_MOST;
        counters.set(purpose.ordinal(), positions.get(purpose.ordinal()) + skipped);
      }
    }
    return new Ids(null, givenSeed.getAsLong(), counters, Purpose.KEY_MATERIAL, sameKey);
  }

  /** Returns where every stream stands. */
  public List<Long> positions() {
    return Arrays.stream(copy(counters)).boxed().toList();
  }

  /** The seed; empty for random streams. */
  public OptionalLong givenSeed() {
    return secure == null ? OptionalLong.of(seed) : OptionalLong.empty();
  }

  /** Seeded streams continue, each by itself, from where they are; random ones start anew. */
  public Ids fork() {
    if (secure != null) {
      return random(pageKey);
    }
    return new Ids(null, seed, new AtomicLongArray(copy(counters)), keyMaterial, pageKey);
  }

  /**
   * The same streams for reads, which run beside writes: their key material comes from a stream of
   * its own.
   */
  public Ids ofReads() {
    return new Ids(secure, seed, counters, Purpose.READ_MATERIAL, pageKey);
  }

  /** Where a write begins; only one is under way at a time. */
  public Mark mark() {
    return new Mark(
        position(Purpose.ARN_SUFFIX), position(Purpose.KEY_ID), position(Purpose.KEY_MATERIAL));
  }

  /** Takes back what a write drew that was refused, so that it shifts nothing. */
  public void rewind(Mark mark) {
    counters.set(Purpose.ARN_SUFFIX.ordinal(), mark.arnSuffix());
    counters.set(Purpose.KEY_ID.ordinal(), mark.keyId());
    counters.set(Purpose.KEY_MATERIAL.ordinal(), mark.keyMaterial());
  }

  /** Where the stream of key pairs stands; only one preparation draws from it at a time. */
  public long markKeyPairs() {
    return position(Purpose.KEY_PAIR);
  }

  /** Takes back the seeds that were drawn since, for a key pair that no key got. */
  public void rewindKeyPairs(long mark) {
    counters.set(Purpose.KEY_PAIR.ordinal(), mark);
  }

  private long position(Purpose purpose) {
    return counters.get(purpose.ordinal());
  }

  /** Makes the next ARN suffix this one, as a seed wants it; null for a drawn one. */
  public void chooseArnSuffix(@Nullable String suffix) {
    chosenArnSuffix = suffix;
  }

  /** Makes the next key id this one, as a seed wants it; null for a drawn one. */
  public void chooseKeyId(@Nullable String id) {
    chosenKeyId = id;
  }

  /** The six characters that end a secret's ARN (ID-1). */
  public String arnSuffix() {
    var chosen = chosenArnSuffix;
    if (chosen != null) {
      chosenArnSuffix = null;
      return chosen;
    }
    var suffix = new StringBuilder(6);
    for (int i = 0; i < 6; i++) {
      suffix.append(ALPHANUMERIC.charAt(next(Purpose.ARN_SUFFIX, ALPHANUMERIC.length())));
    }
    return suffix.toString();
  }

  /** A ClientRequestToken as the SDKs make them: a version 4 UUID. */
  public String clientRequestToken() {
    return uuid(Purpose.TOKEN);
  }

  /** What a rotation function shows to be the one that was invoked: a version 4 UUID (ROT-19). */
  public String rotationToken() {
    return uuid(Purpose.ROTATION_TOKEN);
  }

  /** A request's id: a version 4 UUID. */
  public String requestId() {
    return uuid(Purpose.REQUEST_ID);
  }

  /** A KMS key's id: a version 4 UUID. */
  public String keyId() {
    var chosen = chosenKeyId;
    if (chosen != null) {
      chosenKeyId = null;
      return chosen;
    }
    return uuid(Purpose.KEY_ID);
  }

  /** The id of a record in the audit: a version 4 UUID. */
  public String auditEventId() {
    return uuid(Purpose.AUDIT_EVENT_ID);
  }

  /** The id of what a listener is sent: a version 4 UUID. */
  public String notificationId() {
    return uuid(Purpose.NOTIFICATION_ID);
  }

  /** A number of 0 to {@code bound - 1} for a password. */
  public int passwordDraw(int bound) {
    return next(Purpose.PASSWORD, bound);
  }

  /** Returns the key that authenticates page tokens; it never changes, and forks share it. */
  public byte[] pageKey() {
    if (pageKey.get() == null) {
      pageKey.compareAndSet(null, bytes(Purpose.PAGE_KEY, 32));
    }
    return Objects.requireNonNull(pageKey.get()).clone();
  }

  /** Fresh key material or a nonce. */
  public byte[] keyMaterial(int length) {
    return bytes(keyMaterial, length);
  }

  /**
   * What a key pair is generated from: 32 bytes of a stream of its own, because pairs are generated
   * before a write takes its turn.
   */
  public byte[] keyPairSeed() {
    return bytes(Purpose.KEY_PAIR, 32);
  }

  private byte[] bytes(Purpose purpose, int length) {
    var material = new byte[length];
    if (secure != null) {
      secure.nextBytes(material);
      return material;
    }
    for (int i = 0; i < length; i += Long.BYTES) {
      long word = nextLong(purpose);
      for (int j = i; j < Math.min(length, i + Long.BYTES); j++) {
        material[j] = (byte) word;
        word >>>= 8;
      }
    }
    return material;
  }

  private String uuid(Purpose purpose) {
    long high;
    long low;
    if (isCounted(purpose)) {
      long last = counters.addAndGet(purpose.ordinal(), 2); // threads contend for it once
      high = word(purpose, last - 1);
      low = word(purpose, last);
    } else {
      high = nextLong(purpose);
      low = nextLong(purpose);
    }
    high = (high & 0xffffffffffff0fffL) | 0x4000L;
    low = (low & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  private int next(Purpose purpose, int bound) {
    return isCounted(purpose)
        ? (int) Long.remainderUnsigned(nextLong(purpose), bound)
        : Objects.requireNonNull(secure).nextInt(bound);
  }

  private long nextLong(Purpose purpose) {
    return isCounted(purpose)
        ? word(purpose, counters.incrementAndGet(purpose.ordinal()))
        : Objects.requireNonNull(secure).nextLong();
  }

  private boolean isCounted(Purpose purpose) {
    return secure == null || COUNTED.contains(purpose);
  }

  /** Returns the word at a place of a stream. */
  private long word(Purpose purpose, long position) {
    return mix(mix(seed + purpose.ordinal() * GOLDEN_GAMMA) + position * GOLDEN_GAMMA);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  private static AtomicLongArray newCounters() {
    return new AtomicLongArray(Purpose.values().length);
  }

  private static long[] copy(AtomicLongArray counters) {
    var copy = new long[counters.length()];
    Arrays.setAll(copy, counters::get);
    return copy;
  }
}
