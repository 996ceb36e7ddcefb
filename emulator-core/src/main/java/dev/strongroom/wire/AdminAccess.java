package dev.strongroom.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.Layer;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.fault.JsonMembers;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.internal.wire.AccessJson;
import dev.strongroom.internal.wire.RecordJson;
import dev.strongroom.wire.AdminRoute.Call;
import dev.strongroom.wire.AdminRoute.NotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who is there, and who may do what, and why. */
final class AdminAccess {

  /** More cells than a person looks at, and few enough to be decided at once. */
  private static final int LARGEST_MATRIX = 10_000;

  private final SecretsEmulator aws;
  private final Engine engine;

  AdminAccess(SecretsEmulator aws) {
    this.aws = aws;
    this.engine = EmulatorInternals.engine(aws);
  }

  Object principals(Call call) {
    var shown = new ArrayList<Map<String, ?>>();
    engine.state().iam().identities().values().forEach(identity -> shown.add(shown(identity)));
    return Map.of("principals", shown);
  }

  static Map<String, ?> shown(Identity identity) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("arn", identity.principal().arn());
    shown.put("type", identity.principal().type().name());
    shown.put("account", identity.principal().account());
    shown.put("accessKeys", identity.accessKeys().stream().sorted().toList());
    shown.put("policies", policies(identity, Layer.IDENTITY_POLICY));
    shown.put("boundary", policies(identity, Layer.PERMISSIONS_BOUNDARY));
    shown.put("sessionPolicies", policies(identity, Layer.SESSION_POLICY));
    if (identity.principal().type() == Principal.Type.ROLE) {
      shown.put("trust", identity.trust().toJson());
    }
    return shown;
  }

  private static List<String> policies(Identity identity, Layer layer) {
    return identity.policies(layer).stream().map(Policy::toJson).toList();
  }

  Object removePrincipal(Call call) {
    var principal = Principal.parse(call.name());
    if (engine.state().iam().identities().get(principal.arn()) == null) {
      throw new NotFoundException("There is no principal '" + call.name() + "'");
    }
    engine.update(state -> state.changingIam(iam -> iam.without(principal)));
    return principals(call);
  }

  Object explain(Call call) {
    return AccessJson.of(access(call));
  }

  Object repair(Call call) {
    aws.repair(access(call));
    return explain(call);
  }

  private Access access(Call call) {
    call.only("principal", "service", "operation", "parameters", "region", "context");
    var service = call.body().has("service") ? call.text("service") : "secretsmanager";
    var type = operation(service, call.text("operation"));
    var parameters = call.body().path("parameters");
    if (!parameters.isMissingNode() && !parameters.isObject()) {
      throw new IllegalArgumentException("'parameters' must be an object");
    }
    var request = RecordJson.request(type, parameters.isObject() ? parameters : object());
    return explain(caller(call), request);
  }

  private Class<?> operation(String service, String name) {
    return engine.services().stream()
        .filter(known -> known.endpointPrefix().equals(service))
        .map(known -> known.operation(name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no operation '%s' of '%s'".formatted(name, service)))
        .type();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private <Q extends Request<R>, R extends Record> Access explain(Caller caller, Request<?> any) {
    @SuppressWarnings("unchecked") // a request is one of its own type
    var request = (Q) any;
    return aws.explain(caller, request);
  }

  private Caller caller(Call call) {
    var principal = Principal.parse(call.text("principal"));
    var region = call.textOrNull("region");
    var context = new LinkedHashMap<String, List<String>>();
    var given = call.body().path("context");
    given
        .fieldNames()
        .forEachRemaining(name -> context.put(name, List.of(JsonMembers.text(given, name))));
    return caller(principal, region, context);
  }

  private Caller caller(
      Principal principal, @Nullable String region, Map<String, List<String>> context) {
    var where = region == null ? aws.administrator().region() : region;
    return new Caller(principal.account(), where, principal.arn(), context);
  }

  /**
   * Whose calls of one operation on which secrets are allowed, and which of these fail all the
   * same: because of a disabled key, for example.
   */
  Object matrix(Call call) {
    call.only("principals", "secrets", "operation");
    var operation = call.body().has("operation") ? call.text("operation") : "GetSecretValue";
    var principals = names(call, "principals", this::everybody);
    var secrets = names(call, "secrets", this::everySecret);
    if ((long) principals.size() * secrets.size() > LARGEST_MATRIX) {
      throw new IllegalArgumentException(
          "That is more than %d decisions: name 'principals' or 'secrets'"
              .formatted(LARGEST_MATRIX));
    }
    var rows = new ArrayList<Map<String, ?>>();
    for (var principal : principals) {
      var allowed = new LinkedHashMap<String, Boolean>();
      var fails = new LinkedHashMap<String, String>();
      for (var secret : secrets) {
        var access = access(principal, operation, secret);
        allowed.put(secret, access.refusal() == null);
        if (access.refusal() == null && access.failure() != null) {
          fails.put(secret, access.failure().code().wireName());
        }
      }
      var row = new LinkedHashMap<String, Object>();
      row.put("principal", principal);
      row.put("allowed", allowed);
      row.put("fails", fails);
      rows.add(row);
    }
    var matrix = new LinkedHashMap<String, Object>();
    matrix.put("operation", operation);
    matrix.put("rows", rows);
    return matrix;
  }

  private Access access(String principal, String operation, String secret) {
    var region = secret.startsWith("arn:") ? secret.split(":", 5)[3] : null;
    var type = operation("secretsmanager", operation);
    var request = RecordJson.request(type, object().put("SecretId", secret));
    var access = explain(caller(Principal.parse(principal), region, Map.of()), request);
    if (access.decisions().isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' needs more than a SecretId: ask explain about it".formatted(operation));
    }
    return access;
  }

  private List<String> everybody() {
    var everybody = new ArrayList<String>();
    engine
        .state()
        .iam()
        .identities()
        .values()
        .forEach(identity -> everybody.add(identity.principal().arn()));
    return everybody;
  }

  private List<String> everySecret() {
    return engine
        .state()
        .all(SecretsManager.SECRETS)
        .flatMap(entry -> entry.getValue().all())
        .map(secret -> secret.arn().toString())
        .toList();
  }

  private static List<String> names(Call call, String member, Supplier<List<String>> otherwise) {
    if (!call.body().has(member)) {
      return otherwise.get();
    }
    var names = new ArrayList<String>();
    for (var name : call.body().get(member)) {
      if (!name.isTextual()) {
        throw new IllegalArgumentException("'" + member + "' must be a list of strings");
      }
      names.add(name.textValue());
    }
    return names;
  }
}
