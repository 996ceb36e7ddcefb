package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.internal.engine.Operation.RegionRead;
import dev.strongroom.internal.engine.Operation.RegionWrite;
import dev.strongroom.internal.engine.Operation.SecretRead;
import dev.strongroom.internal.engine.Operation.SecretWrite;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.model.ServiceModel;
import dev.strongroom.internal.service.secretsmanager.Context;
import dev.strongroom.internal.service.secretsmanager.Creation;
import dev.strongroom.internal.service.secretsmanager.Lifecycle;
import dev.strongroom.internal.service.secretsmanager.Replicating;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Secrets Manager behind the gate: one method from lookup to outcome, read from top to bottom. */
final class SecretsManager implements AwsService {

  private static final ServiceModel MODEL = ServiceModel.named("secretsmanager");

  /** Where the calls of a batch go, as calls of their own. */
  interface Inner {
    GetSecretValue.Result get(Call outer, GetSecretValue request);
  }

  private final Lifecycle lifecycle;
  private final Functions functions;
  private final Replicator replicator;
  private final Inner inner;

  SecretsManager(Lifecycle lifecycle, Functions functions, Replicator replicator, Inner inner) {
    this.lifecycle = lifecycle;
    this.functions = functions;
    this.replicator = replicator;
    this.inner = inner;
  }

  @Override
  public String prefix() {
    return "secretsmanager";
  }

  @Override
  public boolean isRead(Request<?> request) {
    return Operations.row(request).isRead();
  }

  @Override
  public <Q extends Request<R>, R extends Record> void check(Call call, Q request) {
    var operation = Operations.of(request);
    MODEL.check(request);
    var id = operation.secretId() == null ? null : operation.secretId().apply(request);
    call.secretId = id == null ? null : SecretId.parse(id); // NAME-3 first (ORD-2, ORD-6)
    operation.check().accept(request);
  }

  @Override
  public <Q extends Request<R>, R extends Record> Outcome<R> carryOut(
      Call call, Q request, EmulatorState state) {
    var operation = Operations.of(request);
    var place = call.place();
    var secrets = state.secrets(place);
    var secret = call.secretId == null ? null : secrets.find(call.secretId, call.now);
    call.secretArn = secret == null ? null : secret.arn().toString();
    var identity = state.iam().identity(call.caller, call.now);
    permit(operation, call, request, state, identity, resource(call, request, secret), secret);
    if (request instanceof RotateSecret rotate) {
      permitRotation(call, rotate, identity, secret);
    }
    var keys = new CallerKms(call, identity, state);
    var context =
        new Context(
            call.caller,
            call.asked(),
            state.iam()::mayExist,
            functions::mayBeInvoked,
            keys,
            call.now,
            call.ticking,
            call.ids,
            lifecycle);

    var handler = operation.handler();
    if (handler instanceof SecretRead<Q, R> read) {
      return new Outcome<>(state, read.read(requirePresent(secret), request, context));
    }
    if (handler instanceof RegionRead<Q, R> read) {
      return new Outcome<>(
          state, read.read(secrets, request, context, get -> inner.get(call, get)));
    }
    var present = secrets.purged(call.now);
    if (handler instanceof RegionWrite<Q, R> write) {
      var change = write.write(present, request, context);
      var next = keys.world().with(place, change.next());
      requireStillPermitted(operation, call, request, next, identity);
      var name =
          Objects.requireNonNull(call.secretName(request), "a region write names its secret");
      next = propagated(call, present.named(name), next, name);
      return new Outcome<>(next, change.answer().apply(next.secrets(place)));
    }
    var write = (SecretWrite<Q, R>) handler;
    if (secret == null) {
      var result = write.absent(call.requiredId(), request, context);
      if (result != null) {
        return new Outcome<>(state, result);
      }
    }
    Replicating.requireWritable(requirePresent(secret), request); // REP-8, REP-9
    var change = write.write(requirePresent(secret), request, context);
    var name = change.next().name();
    var next = keys.world().with(place, present.with(change.next()));
    requireStillPermitted(operation, call, request, next, identity);
    next = propagated(call, present.named(name), next, name);
    var after = Objects.requireNonNull(next.secrets(place).named(name));
    return new Outcome<>(next, change.answer().apply(after));
  }

  private EmulatorState propagated(
      Call call, @Nullable Secret before, EmulatorState next, String name) {
    boolean meetsFaults = call.occasion != null; // which what arranges a test doesn't
    return call.explaining
        ? next
        : replicator.propagated(before, next, call.place(), name, call.now, call.ids, meetsFaults);
  }

  /** Refuses tags with which the caller could not do the same again (POL-17). */
  private <Q extends Request<R>, R extends Record> void requireStillPermitted(
      Operation<Q, R> operation, Call call, Q request, EmulatorState next, Identity identity) {
    boolean tags =
        request instanceof TagResource
            || request instanceof UntagResource
            || (request instanceof CreateSecret create && create.tags() != null);
    if (!tags || identity.hasNoPolicies()) {
      return;
    }
    var name = request instanceof CreateSecret create ? create.name() : call.requiredId().name();
    var tagged = next.secrets(call.place()).named(name);
    var before = request instanceof CreateSecret ? null : tagged; // its ARN is not decided yet
    permit(operation, call, request, next, identity, resource(call, request, before), tagged);
  }

  /** What a rotation makes use of in other services (ROT-13, POL-13). */
  private static void permitRotation(
      Call call, RotateSecret request, Identity identity, @Nullable Secret secret) {
    var function = request.rotationLambdaARN();
    boolean asked = function != null && !function.isEmpty(); // else ROT-10: the one before
    if (!asked && secret != null && secret.rotation() != null) {
      function = secret.rotation().lambdaArn();
    }
    permitUse(call, identity, "lambda:InvokeFunction", function);
    permitUse(call, identity, "iam:PassRole", request.externalSecretRotationRoleArn());
  }

  /** A function or role of another account is guarded there, not here. */
  private static void permitUse(Call call, Identity identity, String action, @Nullable String arn) {
    if (arn == null || !arn.contains(":" + call.caller.accountId() + ":")) {
      return;
    }
    var context = ConditionKeys.global(call.caller, call.now).build();
    var decision = AccessDecision.of(AccessRequest.of(identity, action, Resource.of(arn), context));
    if (!call.decided(decision)) {
      throw ACCESS_DENIED.error(decision.message(arn));
    }
  }

  private static Secret requirePresent(@Nullable Secret secret) {
    if (secret == null) {
      throw SecretId.notFound();
    }
    return secret;
  }

  /** Decides on the ARN found, or on the id as sent, so that a refusal hides existence (POL-18). */
  private <Q extends Request<R>, R extends Record> void permit(
      Operation<Q, R> operation,
      Call call,
      Q request,
      EmulatorState state,
      Identity identity,
      Resource resource,
      @Nullable Secret secret) {
    var endpoint = state.iam().endpointPolicy(call.caller);
    var context =
        endpoint == null
                && resource.policy() == null
                && identity.hasNoPolicies()
                && !(request instanceof PutResourcePolicy) // whose policy may ask for one (POL-5)
                && !(request instanceof ValidateResourcePolicy)
            ? RequestContext.EMPTY // no policy asks for a condition key
            : ConditionKeys.of(request, secret, call.caller, call.now);
    for (var action : operation.actions(request)) {
      var decision =
          AccessDecision.of(
              AccessRequest.of(identity, action, resource, context).through(endpoint));
      if (!call.decided(decision)) {
        throw ACCESS_DENIED.error(decision.message(asSent(call, request)));
      }
    }
  }

  private static Resource resource(Call call, Request<?> request, @Nullable Secret secret) {
    if (secret != null) {
      var policy = secret.policy();
      return Resource.secret(secret.arn().toString(), policy == null ? null : policy.document());
    }
    if (call.secretId != null) {
      return Resource.of(call.secretId.text());
    }
    return request instanceof CreateSecret create
        ? Resource.of(Creation.arnOf(create.name(), "??????", call.caller).toString())
        : Resource.ANY;
  }

  private static @Nullable String asSent(Call call, Request<?> request) { // POL-18, ERR-2
    if (call.secretId != null) {
      return call.secretId.text();
    }
    return request instanceof CreateSecret create ? create.name() : null;
  }
}
