package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.internal.engine.AccessQuestion;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Outcome;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The steps that all operations of Secrets Manager share, around the operation itself. */
final class SecretHandlers {

  /** Reads one secret. */
  interface SecretRead<Q, R> {
    R read(Secret secret, Q request, Context context);
  }

  /** Changes one secret. */
  interface SecretWrite<Q, R> {
    Change<R> write(Secret secret, Q request, Context context);
  }

  /** Reads a Region's secrets. */
  interface RegionRead<Q, R> {
    R read(RegionSecrets secrets, Q request, Context context);
  }

  private SecretHandlers() {}

  private static SecretsManager service(Call call) {
    return (SecretsManager) call.service();
  }

  static Context context(Call call) {
    return service(call).context(call, call.asked());
  }

  static <R> Outcome<R> unchanged(Call call, R result) {
    return new Outcome<>(call.state(), result);
  }

  static <Q extends Request<R>, R extends Record> Outcome<R> change(
      SecretTarget target, Q request, Call call, SecretWrite<Q, R> write) {
    var change = changed(target, request, call, write);
    return committed(target, call, change, with(target, call, change.next()));
  }

  /** Begins a rotation; its steps run when the call is over (ROT-17). */
  static Outcome<RotateSecret.Result> rotate(SecretTarget target, RotateSecret request, Call call) {
    Rotating.permitUse(target.secret(), request, call);
    var outcome = change(target, request, call, Rotating::rotateSecret);
    if (call.takesEffect()) {
      service(call).rotations().claimBegun(target.requirePresent());
    }
    return outcome;
  }

  /** Refuses tags with which the caller could not make the same call again (POL-17). */
  static <Q extends Request<R>, R extends Record> Outcome<R> retag(
      SecretLookup<Q> lookup,
      SecretTarget target,
      Q request,
      Call call,
      SecretWrite<Q, R> write,
      BiConsumer<Q, RequestContext.Builder> conditionKeys) {
    var change = changed(target, request, call, write);
    requireStillPermitted(
        SecretLookup.resource(change.next()),
        change.next(),
        lookup.asSent(request),
        keys -> conditionKeys.accept(request, keys),
        call);
    return committed(target, call, change, with(target, call, change.next()));
  }

  static Outcome<CreateSecret.Result> create(
      SecretLookup<CreateSecret> lookup, SecretTarget target, CreateSecret request, Call call) {
    var present = target.secrets().purged(call.now());
    var change = Creation.createSecret(present, request, context(call));
    var created = Objects.requireNonNull(change.next().named(request.name()));
    if (request.tags() != null) { // POL-17; the ARN's suffix is not decided yet
      requireStillPermitted(
          lookup.resource(request, target, call),
          created,
          request.name(),
          keys -> SecretConditionKeys.of(request, keys),
          call);
    }
    var next = call.state().with(SecretsManager.SECRETS, target.region(), change.next());
    next = propagated(target, present.named(request.name()), next, request.name(), call);
    return new Outcome<>(
        next, change.answer().apply(next.in(SecretsManager.SECRETS, target.region())));
  }

  private static <Q extends Request<R>, R extends Record> Change<R> changed(
      SecretTarget target, Q request, Call call, SecretWrite<Q, R> write) {
    var secret = target.requirePresent();
    Replicating.requireWritable(secret, request); // REP-8, REP-9
    return write.write(secret, request, context(call));
  }

  private static EmulatorState with(SecretTarget target, Call call, Secret next) {
    return call.state()
        .with(
            SecretsManager.SECRETS,
            target.region(),
            target.secrets().purged(call.now()).with(next));
  }

  private static <R> Outcome<R> committed(
      SecretTarget target, Call call, Change<R> change, EmulatorState changed) {
    var name = change.next().name();
    var next = propagated(target, target.secret(), changed, name, call);
    var after = next.in(SecretsManager.SECRETS, target.region());
    return new Outcome<>(
        without(next, target.region(), change.next(), call),
        change.answer().apply(Objects.requireNonNull(after.named(name))));
  }

  /** Purges a secret that a forced deletion removes at once (MD-12). */
  private static EmulatorState without(
      EmulatorState state, AccountRegion region, Secret secret, Call call) {
    return secret.isGone(call.now())
        ? state.with(
            SecretsManager.SECRETS,
            region,
            state.in(SecretsManager.SECRETS, region).purged(call.now()))
        : state;
  }

  private static EmulatorState propagated(
      SecretTarget target, @Nullable Secret before, EmulatorState next, String name, Call call) {
    return call.takesEffect()
        ? service(call)
            .replicator()
            .propagated(before, next, target.region(), name, call.now(), call.meetsFaults())
        : next;
  }

  private static void requireStillPermitted(
      Resource resource,
      Secret tagged,
      @Nullable String asSent,
      Consumer<RequestContext.Builder> conditionKeys,
      Call call) {
    if (call.identity().hasNoPolicies()) {
      return;
    }
    var keys = call.globalConditionKeys();
    SecretConditionKeys.ofSecret(tagged, keys);
    conditionKeys.accept(keys);
    var context = keys.build();
    for (var action : call.askedActions()) {
      call.permit(new AccessQuestion(action, resource, context, asSent));
    }
  }
}
