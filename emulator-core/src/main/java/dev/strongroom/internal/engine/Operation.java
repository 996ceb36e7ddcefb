package dev.strongroom.internal.engine;

import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.internal.service.secretsmanager.Change;
import dev.strongroom.internal.service.secretsmanager.Context;
import dev.strongroom.internal.service.secretsmanager.RegionSecrets;
import dev.strongroom.internal.service.secretsmanager.RegionSecrets.RegionChange;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of operations: what the gate must know of an AWS operation to serve it.
 *
 * @param check the operation's own rules on its parameters, before any secret is looked up (ORD-6)
 * @param secretId which secret the request names, if any; null if the operation never takes one
 * @param alsoNeeds further operations for which the caller needs permission (POL-13)
 */
record Operation<Q extends Request<R>, R extends Record>(
    Class<Q> type,
    Consumer<Q> check,
    @Nullable Function<Q, @Nullable String> secretId,
    Function<Q, List<String>> alsoNeeds,
    Handler<Q, R> handler) {

  String name() {
    return type.getSimpleName();
  }

  boolean isRead() {
    return handler instanceof SecretRead || handler instanceof RegionRead;
  }

  Operation<Q, R> needing(Function<Q, List<String>> others) {
    return new Operation<>(type, check, secretId, others, handler);
  }

  /** The IAM actions, 1:1 with the operation but for the few that need more (POL-13). */
  List<String> actions(Q request) {
    return Stream.concat(Stream.of(name()), alsoNeeds.apply(request).stream())
        .map(name -> "secretsmanager:" + name)
        .toList();
  }

  /** How the operation is carried out. */
  sealed interface Handler<Q, R> {}

  /** Reads one secret. */
  non-sealed interface SecretRead<Q, R> extends Handler<Q, R> {
    R read(Secret secret, Q request, Context context);
  }

  /** Changes one secret. */
  non-sealed interface SecretWrite<Q, R> extends Handler<Q, R> {
    Change<R> write(Secret secret, Q request, Context context);

    /** What to answer where there is no such secret; null to answer that (ID-10). */
    default @Nullable R absent(SecretId id, Q request, Context context) {
      return null;
    }
  }

  /** Reads the Region, and perhaps single secrets in it as further calls of the same caller. */
  non-sealed interface RegionRead<Q, R> extends Handler<Q, R> {
    R read(
        RegionSecrets region,
        Q request,
        Context context,
        Function<GetSecretValue, GetSecretValue.Result> get);
  }

  /** Changes the Region. */
  non-sealed interface RegionWrite<Q, R> extends Handler<Q, R> {
    RegionChange<R> write(RegionSecrets region, Q request, Context context);
  }
}
