package dev.strongroom.internal.engine;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.CallDescription;
import dev.strongroom.fault.FaultEngine;
import dev.strongroom.fault.FaultEngine.Written;
import dev.strongroom.fault.Faults;
import dev.strongroom.fault.Quotas;
import dev.strongroom.fault.RotationFailure;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.service.kms.KmsOperation;
import dev.strongroom.internal.service.kms.KmsOperations;
import dev.strongroom.internal.service.secretsmanager.RegionSecrets;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretId;
import dev.strongroom.time.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Quotas and faults on a call's way through the gate. They count and strike beside the world: it
 * knows nothing of them.
 */
final class FaultInjector {

  private static final Set<String> OPERATIONS =
      Operations.all().map(Operation::name).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> KMS_OPERATIONS =
      KmsOperations.TABLE.stream().map(KmsOperation::name).collect(Collectors.toUnmodifiableSet());

  private final VirtualClock clock;
  private final Supplier<EmulatorState> world;
  private final FaultEngine<Secret> strikes;

  /**
   * @param world as it is when it is asked for
   */
  FaultInjector(VirtualClock clock, Quotas quotas, Supplier<EmulatorState> world) {
    this.clock = clock;
    this.world = world;
    this.strikes = new FaultEngine<>(clock, quotas, OPERATIONS, KMS_OPERATIONS);
  }

  Faults faults() {
    return strikes.faults();
  }

  Quotas quotas() {
    return strikes.quotas();
  }

  /**
   * Throttles the call, lets faults strike before it, and tells what is to be served: a shorter
   * page perhaps, and to a read perhaps the world as it was.
   *
   * @param inner whether it is one of the reads of a batch, which sees what the batch sees
   */
  @SuppressWarnings("unchecked") // a page's request is of the same type, however long the page
  <Q extends Request<?>> Q before(Call call, Q request, boolean inner) {
    boolean paged = Pages.has(request);
    boolean followsEmpty = paged && strikes.hasEmptiedPages() && Pages.followsEmpty(request);
    var meant = followsEmpty ? (Q) Pages.meant(request) : request;
    if (strikes.isIdle()) {
      return meant;
    }
    var occasion = occasion(call, meant, inner);
    call.occasion = occasion;
    call.onTheWayToKms =
        operation -> strikes.onTheWayToKms(occasion.toKms(operation), call.slowKms::add);
    strikes.beforeTheCall(occasion);
    call.now = clock.instant(); // a delay may have passed
    if (inner) {
      return meant;
    }
    call.world = view(call, meant, occasion);
    var entries = paged ? strikes.pageOf(occasion, followsEmpty) : null;
    if (entries == null) {
      return meant;
    }
    call.emptyPage = entries == 0;
    if (call.emptyPage && call.secretId == null) { // nothing is read that isn't told
      call.world = call.world.with(call.place(), RegionSecrets.NONE);
    }
    return call.emptyPage ? meant : (Q) Pages.shortened(meant, entries);
  }

  /** Lets the world that a write is about to replace be seen by reads that are to be stale. */
  void written(Call call, Request<?> request) {
    var effects = call.effects;
    var secret = effects.after() != null ? effects.after() : effects.before();
    if (call.occasion != null
        && secret != null
        && !Objects.equals(effects.before(), effects.after())) {
      strikes.written(
          new Written(secret.arn().accountId(), secret.arn().region(), secret.name()),
          secret.arn().toString(),
          effects.before());
    }
  }

  /** Lets faults strike when the call is over: the answer, if it doesn't get lost. */
  @SuppressWarnings("unchecked") // an empty page is of the same type
  <R extends Record> R after(Call call, Request<?> request, R result) {
    if (call.occasion == null) {
      return result;
    }
    strikes.whenKmsWasSlow(call.slowKms);
    strikes.afterTheCommit(call.occasion);
    return call.emptyPage ? (R) Pages.emptied(request, result) : result;
  }

  /** Lets faults delay the answer of a call that is refused. */
  void afterRefusal(Call call) {
    strikes.whenKmsWasSlow(call.slowKms);
  }

  /** Lets faults strike a replication: why it fails; null if it doesn't. */
  @Nullable String duringReplication(Secret primary, String toRegion) {
    var arn = primary.arn();
    return strikes.duringReplication(primary.name(), arn.toString(), arn.region(), toRegion);
  }

  /** Lets faults strike a rotation step: how it fails; null if it doesn't. */
  @Nullable RotationFailure atRotationStep(RotationStep step, Secret secret) {
    var arn = secret.arn();
    return strikes.atRotationStep(step, secret.name(), arn.toString(), arn.region());
  }

  void forgetThePast() {
    strikes.forgetThePast();
  }

  private CallDescription occasion(Call call, Request<?> request, boolean inner) {
    var caller = call.caller;
    return new CallDescription(
        service(request),
        request.operation(),
        caller.accountId(),
        caller.region(),
        List.of(caller.principalArn(), Principal.parse(caller.principalArn()).policyArn()),
        secrets(call, request),
        inner);
  }

  private static CallDescription.Service service(Request<?> request) {
    if (Sts.serves(request)) {
      return CallDescription.Service.STS; // struck by what strikes its Region only
    }
    return Kms.serves(request)
        ? CallDescription.Service.KMS
        : CallDescription.Service.SECRETS_MANAGER;
  }

  /** Each secret that the request names: its name, the text as sent, and the ARN if it exists. */
  private static List<String> secrets(Call call, Request<?> request) {
    var texts = new ArrayList<String>();
    var name = call.secretName(request);
    if (name != null) {
      texts.add(name);
    }
    for (var id : ids(call, request)) {
      texts.add(id.name());
      texts.add(id.text());
      var secret = call.world.secrets(place(call, id)).find(id, call.now);
      if (secret != null) {
        texts.add(secret.arn().toString());
        if (id.equals(call.secretId)) {
          call.secretArn = secret.arn().toString(); // for the audit, should the call end here
        }
      }
    }
    return texts;
  }

  private static List<SecretId> ids(Call call, Request<?> request) {
    if (call.secretId != null) {
      return List.of(call.secretId);
    }
    var ids = new ArrayList<SecretId>();
    if (request instanceof BatchGetSecretValue batch && batch.secretIdList() != null) {
      for (var text : batch.secretIdList()) {
        try {
          ids.add(SecretId.parse(text));
        } catch (ServiceError noId) {
          // the batch will tell
        }
      }
    }
    return ids;
  }

  private static AccountRegion place(Call call, SecretId id) {
    var account = id.accountId();
    return new AccountRegion(
        account == null ? call.caller.accountId() : account, call.caller.region());
  }

  /** The world as the call is to see it. */
  private EmulatorState view(Call call, Request<?> request, CallDescription occasion) {
    var view = world.get();
    boolean lists = call.secretId == null && Pages.has(request);
    var read =
        ids(call, request).stream()
            .map(id -> written(place(call, id), id.name()))
            .collect(Collectors.toSet());
    var place = call.place();
    var past =
        strikes.past(
            occasion,
            secret -> lists ? secret.equals(written(place, secret.name())) : read.contains(secret));
    for (var entry : past.entrySet()) {
      var secret = entry.getKey();
      var where = new AccountRegion(secret.accountId(), secret.region());
      var secrets = view.secrets(where);
      var present = secrets.named(secret.name());
      if (present != null) {
        secrets = secrets.without(present);
      }
      if (entry.getValue().isPresent()) {
        secrets = secrets.with(entry.getValue().get());
      }
      view = view.with(where, secrets);
    }
    return view;
  }

  private static Written written(AccountRegion place, String name) {
    return new Written(place.accountId(), place.region(), name);
  }
}
