package dev.strongroom.internal.service.kms;

import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.internal.service.kms.RegionKeys.RegionChange;
import dev.strongroom.internal.time.Ids;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of KMS operations.
 *
 * @param check the operation's own rules on its parameters, before any key is looked up
 * @param keys the keys that the request names: none for an operation on the Region, two for
 *     ReEncrypt
 * @param preparation makes what takes long before a write takes its turn; null if nothing does
 */
public record KmsOperation<Q extends Request<R>, R extends Record>(
    Class<Q> type,
    Consumer<Q> check,
    List<KeyRole<Q>> keys,
    Handler<Q, R> handler,
    @Nullable Preparation<Q> preparation) {

  KmsOperation(Class<Q> type, Consumer<Q> check, List<KeyRole<Q>> keys, Handler<Q, R> handler) {
    this(type, check, keys, handler, null);
  }

  /** Makes the material of a new key; without any state, so that nobody waits for it. */
  @FunctionalInterface
  public interface Preparation<Q> {
    /**
     * Returns the material; null if the request needs none, or will be refused.
     *
     * @param ids draws from {@link Ids#keyPairSeed} only
     */
    @Nullable Material prepare(Q request, Ids ids);
  }

  public String name() {
    return type.getSimpleName();
  }

  /** Whether it leaves every key as it is. */
  public boolean isReadOnly() {
    return !(handler instanceof KeyWrite || handler instanceof RegionWrite);
  }

  /**
   * How a request names a key, and what it wants to do with it.
   *
   * @param action the IAM action, such as {@code kms:Decrypt}
   * @param aliases whether an alias is taken
   * @param keyId what names the key; null leaves it to the ciphertext
   * @param encryptionContext for conditions and grants; empty where the operation has none
   * @param grantTokens of grants that count though they are not effective yet; null if there are
   *     none
   */
  public record KeyRole<Q>(
      String action,
      boolean aliases,
      Function<Q, @Nullable String> keyId,
      Function<Q, @Nullable Blob> ciphertext,
      Function<Q, @Nullable Map<String, String>> encryptionContext,
      Function<Q, @Nullable List<String>> grantTokens) {

    /** Which key the request names; refuses what can name none (KMS-12). */
    public KeyId find(Q request, Caller caller) {
      var text = keyId.apply(request);
      if (text != null) {
        return KeyId.parse(text, aliases, caller);
      }
      var blob = ciphertext.apply(request);
      if (blob == null) {
        throw new IllegalStateException("check() lets no request pass that names no key");
      }
      return KeyId.of(blob, caller);
    }
  }

  /** How an operation is carried out. */
  public sealed interface Handler<Q, R> {}

  /** Reads or uses one key. */
  @FunctionalInterface
  public non-sealed interface KeyRead<Q, R> extends Handler<Q, R> {
    R read(Key key, Q request, KmsContext context);
  }

  /** Uses two keys. */
  @FunctionalInterface
  public non-sealed interface KeysRead<Q, R> extends Handler<Q, R> {
    R read(Key source, Key destination, Q request, KmsContext context);
  }

  /** Changes one key, and its relatives in other Regions. */
  @FunctionalInterface
  public non-sealed interface KeyWrite<Q, R> extends Handler<Q, R> {
    Change<R> write(Key key, Q request, KmsContext context);
  }

  /** Reads the caller's keys in the Region. */
  @FunctionalInterface
  public non-sealed interface RegionRead<Q, R> extends Handler<Q, R> {
    R read(RegionKeys keys, Q request, KmsContext context);
  }

  /** Changes the caller's keys in the Region. */
  @FunctionalInterface
  public non-sealed interface RegionWrite<Q, R> extends Handler<Q, R> {
    RegionChange<R> write(RegionKeys keys, Q request, KmsContext context);
  }
}
