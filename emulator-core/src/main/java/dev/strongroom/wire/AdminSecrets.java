package dev.strongroom.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.Event;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.inspect.SecretState;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import dev.strongroom.internal.service.secretsmanager.Replication;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.internal.wire.RecordJson;
import dev.strongroom.wire.AdminRoute.Call;
import dev.strongroom.wire.AdminRoute.NotFoundException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The secrets of all accounts and Regions, as a console shows them; looking leaves no trace. */
final class AdminSecrets {

  private static final int KEPT = 10_000;

  private final SecretsEmulator aws;
  private final ArrayDeque<Move> moves = new ArrayDeque<>();
  private final Map<String, Map<String, List<String>>> latest = new HashMap<>(); // since then
  private EmulatorState then = EmulatorState.EMPTY;

  /** The labels of a secret before and after something that moved one. */
  private record Move(
      Instant time,
      String secretArn,
      String cause,
      Map<String, List<String>> before,
      Map<String, List<String>> labels) {}

  AdminSecrets(SecretsEmulator aws) {
    this.aws = aws;
    beginAgain();
    aws.onEvent(this::remember);
  }

  /** Forgets all moves: those of now are the first labels that are known. */
  void beginAgain() {
    synchronized (moves) {
      moves.clear();
      latest.clear();
      then = EmulatorInternals.engine(aws).state();
    }
  }

  /** Remembers what the restoring of a snapshot has moved. */
  void lookAgain() {
    var now = aws.clock().instant();
    synchronized (moves) {
      everywhere().forEach(secret -> remember(now, secret, "restored snapshot"));
    }
  }

  private void remember(Event event) {
    var secret = meantBy(event);
    if (secret == null) {
      return;
    }
    var cause = String.valueOf(event.detail().getOrDefault("eventName", event.detailType()));
    synchronized (moves) {
      remember(event.time(), secret, cause);
    }
  }

  private void remember(Instant time, Secret secret, String cause) {
    var arn = secret.arn().toString();
    var labels = secret.labels();
    var latestBefore = latest.put(arn, labels);
    var before = latestBefore == null ? labelsThen(secret) : latestBefore;
    if (latest.size() > KEPT) { // those of now can be looked up as well
      latest.clear();
      then = EmulatorInternals.engine(aws).current();
    }
    if (labels.equals(before)) {
      return;
    }
    moves.add(new Move(time, arn, cause, before, labels));
    if (moves.size() > KEPT) {
      moves.remove();
    }
  }

  /** Looks into the state of then, so that nobody has to read all secrets at a start. */
  private Map<String, List<String>> labelsThen(Secret secret) {
    var known = then.in(SecretsManager.SECRETS, SecretsManager.region(secret)).named(secret.name());
    return known == null || !known.arn().equals(secret.arn()) ? Map.of() : known.labels();
  }

  /** The secret that an event is about; null if it is about none that is here. */
  private @Nullable Secret meantBy(Event event) {
    var id =
        event.detail().get("requestParameters") instanceof Map<?, ?> parameters
            ? parameters.get("secretId")
            : null;
    var named = event.resources().isEmpty() ? id : event.resources().get(0);
    var additional = event.detail().get("additionalEventData");
    if (named == null && additional instanceof Map<?, ?> data) {
      named = data.get("SecretId");
    }
    if (!(named instanceof String name)) {
      return null;
    }
    var arn = name.split(":", 7);
    boolean isArn = arn.length == 7 && arn[6].length() > 7;
    var region =
        isArn
            ? new AccountRegion(arn[4], arn[3])
            : new AccountRegion(event.account(), event.region());
    return EmulatorInternals.engine(aws)
        .current()
        .in(SecretsManager.SECRETS, region)
        .named(isArn ? arn[6].substring(0, arn[6].length() - 7) : name);
  }

  Object list(Call call) {
    var secrets = new ArrayList<Map<String, ?>>();
    everywhere().forEach(secret -> secrets.add(summary(secret)));
    return Map.of("secrets", secrets);
  }

  List<Secret> everywhere() {
    return everywhere(aws);
  }

  /** The secrets of an emulator that are there now, also those that are scheduled for deletion. */
  static List<Secret> everywhere(SecretsEmulator aws) {
    var now = aws.clock().instant();
    return EmulatorInternals.engine(aws)
        .state()
        .all(SecretsManager.SECRETS)
        .flatMap(entry -> entry.getValue().all())
        .filter(secret -> secret.goneAt() == null || now.isBefore(secret.goneAt()))
        .toList();
  }

  private static Map<String, ?> summary(Secret secret) {
    var summary = new LinkedHashMap<String, @Nullable Object>();
    summary.put("arn", secret.arn().toString());
    summary.put("name", secret.name());
    summary.put("account", secret.arn().accountId());
    summary.put("region", secret.arn().region());
    summary.put("description", secret.description());
    summary.put("tags", tags(secret));
    summary.put("changed", secret.changed().toString());
    summary.put("current", current(secret));
    summary.put("replica", secret.isReplica());
    summary.put("primaryRegion", secret.primaryRegion());
    summary.put("replicas", secret.copies().stream().map(AdminSecrets::replica).toList());
    summary.put("scheduledForDeletion", secret.goneAt() != null);
    var progress = secret.progress();
    summary.put("rotating", progress != null);
    summary.put("paused", progress != null && progress.due() == null);
    summary.put("due", secret.due() == null ? null : secret.due().toString());
    return summary;
  }

  private static Map<String, ?> tags(Secret secret) {
    var tags = new LinkedHashMap<String, @Nullable Object>();
    if (secret.tags() != null) {
      secret.tags().forEach(tag -> tags.put(String.valueOf(tag.key()), tag.value()));
    }
    return tags;
  }

  /** The ID of the version that is current: a replica's is another one while it lags. */
  private static @Nullable String current(Secret secret) {
    return secret.labels().entrySet().stream()
        .filter(version -> version.getValue().contains(SecretState.CURRENT))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static Map<String, ?> replica(Replication.Copy copy) {
    var replica = new LinkedHashMap<String, @Nullable Object>();
    replica.put("region", copy.region());
    replica.put("due", copy.due() == null ? null : copy.due().toString());
    replica.put("failure", copy.failure());
    return replica;
  }

  Object show(Call call) {
    var secret = find(call.name());
    var reader = new SideEffectFreeReader(aws);
    var arn = secret.arn().toString();
    var owner = reader.owner(arn);
    var shown = new LinkedHashMap<String, @Nullable Object>(summary(secret));
    var state = SecretState.of(reader, owner, arn);
    shown.put("description", RecordJson.tree(state.described()));
    shown.put("versions", state.versions().stream().map(RecordJson::tree).toList());
    var opening = secret.goneAt() == null ? reader : restored(owner, arn);
    shown.put("resourcePolicy", policy(opening, owner, arn));
    shown.put("labels", labels(arn));
    var progress = secret.progress();
    if (progress != null) {
      var rotation = new LinkedHashMap<String, @Nullable Object>();
      rotation.put("versionId", progress.versionId());
      rotation.put("attempt", progress.attempt());
      rotation.put("nextStep", progress.step() == null ? null : progress.step().wireName());
      rotation.put("due", progress.due() == null ? null : progress.due().toString());
      shown.put("rotation", rotation);
    }
    if (call.flag("values")) {
      shown.put("values", values(opening, owner, state));
    }
    return shown;
  }

  /** Reads a secret as if it were not scheduled for deletion, which hides policy and values. */
  private SideEffectFreeReader restored(Caller owner, String arn) {
    var fork = aws.fork();
    var restore = new RestoreSecret(arn);
    fork.repair(fork.explain(owner, restore));
    try {
      fork.execute(owner, restore);
    } catch (ServiceError forced) {
      return new SideEffectFreeReader(aws); // nobody can restore it, or read it
    }
    return new SideEffectFreeReader(fork);
  }

  static @Nullable Object policy(SideEffectFreeReader reader, Caller owner, String arn) {
    try {
      return reader.read(owner, new GetResourcePolicy(arn)).resourcePolicy();
    } catch (ServiceError hidden) {
      return null;
    }
  }

  /** How labels moved since the endpoint was started, oldest first. */
  private List<Map<String, ?>> labels(String arn) {
    synchronized (moves) {
      return moves.stream()
          .filter(move -> move.secretArn().equals(arn))
          .<Map<String, ?>>map(
              move -> {
                var shown = new LinkedHashMap<String, Object>();
                shown.put("time", move.time().toString());
                shown.put("cause", move.cause());
                shown.put("before", move.before());
                shown.put("labels", move.labels());
                return shown;
              })
          .toList();
    }
  }

  /** The value of each version; those that can't be read, with the reason. */
  private static Map<String, ?> values(
      SideEffectFreeReader reader, Caller owner, SecretState state) {
    var values = new LinkedHashMap<String, Object>();
    for (var version : state.versions()) {
      var id = String.valueOf(version.versionId());
      try {
        var read = read(reader, owner, new GetSecretValue(state.described().arn(), id, null));
        values.put(id, ((ObjectNode) read).retain("SecretString", "SecretBinary"));
      } catch (ServiceError refusal) {
        values.put(id, Map.of("error", refusal.code().wireName()));
      }
    }
    return values;
  }

  private static <Q extends Request<R>, R extends Record> JsonNode read(
      SideEffectFreeReader reader, Caller owner, Q request) {
    return RecordJson.tree(reader.read(owner, request));
  }

  /** The secret of an ARN, or of a name in the default account and Region. */
  Secret find(String nameOrArn) {
    var administrator = aws.administrator();
    var home = new AccountRegion(administrator.accountId(), administrator.region());
    return everywhere().stream()
        .filter(
            secret ->
                secret.arn().toString().equals(nameOrArn)
                    || (secret.name().equals(nameOrArn)
                        && SecretsManager.region(secret).equals(home)))
        .findFirst()
        .orElseThrow(() -> new NotFoundException("There is no secret '" + nameOrArn + "'"));
  }
}
