package dev.strongroom.internal.iam;

import static dev.strongroom.iam.Layer.ENDPOINT_POLICY;
import static dev.strongroom.iam.Layer.IDENTITY_POLICY;
import static dev.strongroom.iam.Layer.KEY_POLICY;
import static dev.strongroom.iam.Layer.PERMISSIONS_BOUNDARY;
import static dev.strongroom.iam.Layer.RESOURCE_CONTROL_POLICY;
import static dev.strongroom.iam.Layer.RESOURCE_POLICY;
import static dev.strongroom.iam.Layer.SERVICE_CONTROL_POLICY;
import static dev.strongroom.iam.Layer.SESSION_POLICY;

import dev.strongroom.iam.Layer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A random request with everything that decides it, as plain texts that both evaluators read.
 *
 * @param rootControls the service control policies of the organization's root, above those of the
 *     account
 */
record World(
    String caller,
    Map<String, String> tags,
    String action,
    String resource,
    Map<String, List<String>> context,
    Map<String, String> encryptionContext,
    Map<Layer, List<String>> policies,
    List<String> rootControls,
    List<GrantText> grants) {

  /** A grant as texts. */
  record GrantText(
      String id,
      String grantee,
      Set<String> operations,
      Map<String, String> subset,
      Map<String, String> equal) {}

  static final List<String> CALLERS =
      List.of(
          "arn:aws:iam::111111111111:user/alice",
          "arn:aws:sts::111111111111:assumed-role/app/s1",
          "arn:aws:iam::111111111111:role/batch",
          "arn:aws:iam::111111111111:root",
          "arn:aws:iam::222222222222:user/bob",
          "arn:aws:sts::222222222222:assumed-role/etl/s2",
          "arn:aws:iam::222222222222:root",
          "rds.amazonaws.com");

  static final List<String> SECRETS =
      List.of(
          "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-AbCdEf",
          "arn:aws:secretsmanager:eu-west-1:111111111111:secret:blue/api-GhIjKl",
          "arn:aws:secretsmanager:us-east-1:222222222222:secret:prod/db-MnOpQr");
  static final List<String> KEYS =
      List.of(
          "arn:aws:kms:eu-west-1:111111111111:key/1111",
          "arn:aws:kms:eu-west-1:222222222222:key/2");

  static final List<String> SECRET_ACTIONS =
      List.of(
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
          "secretsmanager:DescribeSecret");
  static final List<String> KEY_ACTIONS =
      List.of("kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey");

  boolean isKey() {
    return action.startsWith("kms:");
  }

  static World random(Random random) {
    boolean key = random.nextInt(3) == 0;
    var caller = pick(random, CALLERS);
    var policies = new EnumMap<Layer, List<String>>(Layer.class);
    if (!caller.endsWith(".amazonaws.com")) {
      policies.put(IDENTITY_POLICY, some(random, 85, 3, IDENTITY_POLICY, key));
      policies.put(PERMISSIONS_BOUNDARY, some(random, 20, 1, PERMISSIONS_BOUNDARY, key));
      policies.put(SESSION_POLICY, some(random, 15, 2, SESSION_POLICY, key));
      policies.put(SERVICE_CONTROL_POLICY, some(random, 20, 2, SERVICE_CONTROL_POLICY, key));
    }
    var rootControls =
        policies.getOrDefault(SERVICE_CONTROL_POLICY, List.of()).isEmpty()
            ? List.<String>of()
            : some(random, 30, 1, SERVICE_CONTROL_POLICY, key);
    policies.put(RESOURCE_CONTROL_POLICY, some(random, 15, 1, RESOURCE_CONTROL_POLICY, key));
    policies.put(ENDPOINT_POLICY, some(random, 15, 1, ENDPOINT_POLICY, key));
    var guarding = key ? KEY_POLICY : RESOURCE_POLICY;
    policies.put(guarding, some(random, key ? 100 : 60, 1, guarding, key));
    var grants = new ArrayList<GrantText>();
    for (int i = key ? random.nextInt(3) : 0; i > 0; i--) {
      grants.add(grant(random, i));
    }
    return new World(
        caller,
        random.nextBoolean() ? Map.of("team", pick(random, List.of("blue", "red"))) : Map.of(),
        pick(random, key ? KEY_ACTIONS : SECRET_ACTIONS),
        pick(random, key ? KEYS : SECRETS),
        context(random),
        key && random.nextBoolean() ? encryptionContext(random) : Map.of(),
        policies,
        rootControls,
        grants);
  }

  private static GrantText grant(Random random, int id) {
    var role =
        pick(random, CALLERS).replace("sts", "iam").replaceAll("assumed-role/(.*)/.*", "role/$1");
    return new GrantText(
        "g" + id,
        random.nextBoolean() ? role : pick(random, CALLERS),
        Set.of(pick(random, List.of("Decrypt", "GenerateDataKey", "DescribeKey"))),
        random.nextInt(3) == 0 ? Map.of("a", "1") : Map.of(),
        random.nextInt(4) == 0 ? encryptionContext(random) : Map.of());
  }

  private static Map<String, String> encryptionContext(Random random) {
    return pick(random, List.of(Map.of("a", "1"), Map.of("a", "1", "b", "2"), Map.of("a", "2")));
  }

  private static Map<String, List<String>> context(Random random) {
    var context = new TreeMap<String, List<String>>();
    putSometimes(random, context, "aws:SourceVpce", List.of("vpce-1", "vpce-2"));
    putSometimes(
        random, context, "secretsmanager:VersionStage", List.of("AWSCURRENT", "AWSPENDING"));
    putSometimes(random, context, "aws:SourceIp", List.of("10.1.2.3", "192.168.1.1"));
    putSometimes(random, context, "secretsmanager:RecoveryWindowInDays", List.of("7", "30"));
    putSometimes(random, context, "aws:MultiFactorAuthPresent", List.of("true", "false"));
    putSometimes(
        random,
        context,
        "aws:CurrentTime",
        List.of("2026-01-01T00:00:00Z", "2027-06-01T12:00:00Z"));
    if (random.nextBoolean()) {
      context.put(
          "aws:TagKeys", pick(random, List.of(List.of("a"), List.of("a", "b"), List.of("c"))));
    }
    return context;
  }

  private static void putSometimes(
      Random random, Map<String, List<String>> context, String key, List<String> values) {
    if (random.nextBoolean()) {
      context.put(key, List.of(pick(random, values)));
    }
  }

  private static List<String> some(Random random, int percent, int most, Layer layer, boolean key) {
    var documents = new ArrayList<String>();
    if (random.nextInt(100) < percent) {
      for (int i = 1 + random.nextInt(most); i > 0; i--) {
        documents.add(document(random, layer, key));
      }
    }
    return documents;
  }

  private static String document(Random random, Layer layer, boolean key) {
    var statements = new ArrayList<String>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      statements.add(statement(random, layer, key));
    }
    return "{'Version':'%s','Statement':[%s]}"
        .formatted(
            random.nextInt(5) == 0 ? "2008-10-17" : "2012-10-17", String.join(",", statements))
        .replace('\'', '"')
        .replace('`', '\'');
  }

  private static String statement(Random random, Layer layer, boolean key) {
    var parts = new ArrayList<String>();
    boolean allow = layer != RESOURCE_CONTROL_POLICY && random.nextInt(16) != 0;
    parts.add("'Effect':'%s'".formatted(allow ? "Allow" : "Deny"));
    if (layer == RESOURCE_CONTROL_POLICY) {
      parts.add("'Principal':'*'");
    } else if (PRINCIPALS_IN.contains(layer)) {
      parts.add(pick(random, allow || random.nextBoolean() ? PRINCIPALS : NOT_PRINCIPALS));
    }
    parts.add(
        inverted(random, 12, "Action")
            + quoted(
                random,
                key
                    ? List.of(
                        "kms:*",
                        "kms:*",
                        "*",
                        "*",
                        "kms:Decrypt",
                        "KMS:generate*",
                        "kms:Describe???")
                    : List.of(
                        "secretsmanager:*",
                        "secretsmanager:*",
                        "*",
                        "*",
                        "secretsmanager:GetSecretValue",
                        "secretsmanager:?etSecretValue",
                        "SecretsManager:*secretvalue",
                        "secretsmanager:DescribeSecret")));
    boolean completed = !PRINCIPALS_IN.contains(layer) && layer != SESSION_POLICY;
    var resources =
        completed && random.nextInt(8) == 0
            ? key ? INCOMPLETE_KEY_ARNS : INCOMPLETE_SECRET_ARNS
            : key ? KEY_RESOURCES : SECRET_RESOURCES;
    parts.add(inverted(random, 12, "Resource") + quoted(random, resources));
    if (random.nextInt(100) < 25) {
      parts.add("'Condition':{%s}".formatted(pick(random, CONDITIONS)));
    }
    return "{" + String.join(",", parts) + "}";
  }

  private static final List<String> KEY_RESOURCES =
      List.of(
          "*",
          "*",
          "*",
          "*",
          "*",
          "*",
          "arn:aws:kms:*:111111111111:key/*",
          "arn:aws:kms:eu-*-1:*:key/*",
          "arn:aws:k?s:*:*:key/?",
          "arn:aws:kms:*:*:*/2",
          KEYS.get(0),
          KEYS.get(1));

  private static final List<String> INCOMPLETE_KEY_ARNS =
      List.of("arn:aws:kms", "arn:aws:kms:eu-west-1", "arn:aws:kms:us-east-1:*", "arn:aws:s3");

  private static final List<String> SECRET_RESOURCES =
      List.of(
          "*",
          "*",
          "*",
          "*",
          "*",
          "*",
          "*",
          "*",
          SECRETS.get(0),
          SECRETS.get(1),
          "arn:aws:secretsmanager:*:*:secret:prod/*",
          "arn:aws:secretsmanager:*:secret:prod/*",
          "arn:aws:secretsmanager:*:*:11*prod/*",
          "arn:aws:*:*:*:prod/*",
          "arn:aws:secretsmanager:eu-*-1:1*1:secret:*",
          "arn:aws:secretsmanager:eu-west-1?111111111111:*:secret:*",
          "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db",
          "arn:aws:secretsmanager:eu-west-1:111111111111:secret:prod/db-??????",
          "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*",
          "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team, `prod`}/*");

  private static final List<String> INCOMPLETE_SECRET_ARNS =
      List.of(
          "arn:aws",
          "arn:aws:secretsmanager",
          "arn:aws:secretsmanager:eu-west-1",
          "arn:aws:secretsmanager:${aws:RequestedRegion, `eu-west-1`}:111111111111",
          "arn:aws:s3");

  private static final List<String> CONDITIONS =
      List.of(
          "'StringEquals':{'aws:SourceVpce':'vpce-1'}",
          "'StringNotEquals':{'aws:SourceVpce':['vpce-2','vpce-3']}",
          "'StringEqualsIfExists':{'secretsmanager:VersionStage':'AWSCURRENT'}",
          "'StringEquals':{'SecretsManager:versionstage':'AWSCURRENT'}",
          "'StringEqualsIgnoreCase':{'secretsmanager:VersionStage':'awsCurrent'}",
          "'StringNotEqualsIgnoreCase':{'secretsmanager:VersionStage':'awspending'}",
          "'StringLike':{'aws:SourceVpce':'vpce-?','aws:PrincipalTag/team':'b*'}",
          "'StringNotLikeIfExists':{'aws:PrincipalTag/team':'b*'}",
          "'IpAddress':{'aws:SourceIp':['10.0.0.0/8','11.0.0.0/8']}",
          "'NotIpAddress':{'aws:SourceIp':'10.1.0.0/16'}",
          "'NumericLessThan':{'secretsmanager:RecoveryWindowInDays':10}",
          "'NumericGreaterThanEqualsIfExists':{'secretsmanager:RecoveryWindowInDays':'30'}",
          "'NumericNotEquals':{'secretsmanager:RecoveryWindowInDays':[7,8]}",
          "'Bool':{'aws:MultiFactorAuthPresent':true}",
          "'BoolIfExists':{'aws:MultiFactorAuthPresent':'false'}",
          "'Null':{'aws:MultiFactorAuthPresent':'true'}",
          "'Null':{'aws:SourceVpce':false}",
          "'DateLessThan':{'aws:CurrentTime':'2026-12-31T00:00:00Z'}",
          "'DateGreaterThanEquals':{'aws:CurrentTime':'2026-01-01T00:00:00Z'}",
          "'ForAllValues:StringEquals':{'aws:TagKeys':['a','b']}",
          "'ForAnyValue:StringEquals':{'aws:TagKeys':['a','c']}",
          "'ForAnyValue:StringNotEquals':{'aws:TagKeys':'a'}",
          "'ForAllValues:StringNotLike':{'aws:TagKeys':'c*'}",
          "'ForAnyValue:StringLikeIfExists':{'aws:TagKeys':'b*'}",
          "'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/*'}",
          "'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:iam::111111111111:user/alice'}",
          "'StringEquals':{'aws:PrincipalAccount':'111111111111'},'Null':{'aws:TagKeys':'false'}",
          "'StringEquals':{'aws:PrincipalTag/team':'${aws:PrincipalTag/team}'}",
          "'StringNotEquals':{'aws:SourceVpce':'${aws:PrincipalTag/team}'}",
          "'StringEquals':{'kms:EncryptionContext:a':'1'}");

  private static final Set<Layer> PRINCIPALS_IN =
      Set.of(ENDPOINT_POLICY, RESOURCE_POLICY, KEY_POLICY);

  private static final List<String> PRINCIPALS =
      List.of(
          "'Principal':'*'",
          "'Principal':{'AWS':'*'}",
          "'Principal':{'AWS':'111111111111'}",
          "'Principal':{'AWS':['222222222222','arn:aws:iam::111111111111:user/alice']}",
          "'Principal':{'AWS':'arn:aws:iam::111111111111:root'}",
          "'Principal':{'AWS':'arn:aws:iam::111111111111:role/app'}",
          "'Principal':{'AWS':'arn:aws:sts::111111111111:assumed-role/app/s1'}",
          "'Principal':{'AWS':'arn:aws:iam::111111111111:role/batch'}",
          "'Principal':{'AWS':'arn:aws:iam::222222222222:role/etl'}",
          "'Principal':{'AWS':'arn:aws:iam::222222222222:user/bob'}",
          "'Principal':{'Service':'rds.amazonaws.com','AWS':'222222222222'}");

  private static final List<String> NOT_PRINCIPALS =
      List.of(
          "'NotPrincipal':{'AWS':'arn:aws:iam::111111111111:user/alice'}",
          "'NotPrincipal':{'AWS':['222222222222','arn:aws:iam::111111111111:role/app']}",
          "'NotPrincipal':{'AWS':['arn:aws:iam::111111111111:role/app',"
              + "'arn:aws:sts::111111111111:assumed-role/app/s1']}",
          "'NotPrincipal':{'AWS':['111111111111','arn:aws:iam::111111111111:role/batch']}",
          "'NotPrincipal':{'AWS':'arn:aws:sts::222222222222:assumed-role/etl/s2'}");

  private static String inverted(Random random, int oneIn, String element) {
    return random.nextInt(oneIn) == 0 ? "'Not" + element + "':" : "'" + element + "':";
  }

  private static String quoted(Random random, List<String> values) {
    return random.nextInt(4) == 0
        ? "[\"" + pick(random, values) + "\",\"" + pick(random, values) + "\"]"
        : "\"" + pick(random, values) + "\"";
  }

  static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  World with(Layer layer, List<String> documents) {
    var changed = new EnumMap<Layer, List<String>>(policies);
    changed.put(layer, documents);
    return new World(
        caller, tags, action, resource, context, encryptionContext, changed, rootControls, grants);
  }

  World asked(String caller, String action, String resource) {
    return new World(
        caller, tags, action, resource, context, encryptionContext, policies, rootControls, grants);
  }

  /** The same world as the service sees it. */
  AccessRequest request() {
    var identity = Identity.of(Principal.parse(caller));
    for (var tag : tags.entrySet()) {
      identity = identity.tag(tag.getKey(), tag.getValue());
    }
    for (var layer : List.of(IDENTITY_POLICY, PERMISSIONS_BOUNDARY, SESSION_POLICY)) {
      identity = identity.with(layer, documents(layer));
    }
    var target =
        isKey()
            ? Resources.key(
                resource,
                documents(KEY_POLICY).get(0),
                grants.stream()
                    .map(
                        g ->
                            new Grant(
                                g.id(),
                                Principal.parse(g.grantee()),
                                g.operations(),
                                g.subset(),
                                g.equal()))
                    .toList())
            : Resources.secret(resource, null).with(documents(RESOURCE_POLICY));
    var keys = RequestContext.builder();
    context.forEach(keys::with);
    if (!encryptionContext.isEmpty()) {
      keys.encryptionContext(encryptionContext);
    }
    return AccessRequest.of(identity, action, target, keys.build())
        .with(ENDPOINT_POLICY, documents(ENDPOINT_POLICY))
        .with(RESOURCE_CONTROL_POLICY, documents(RESOURCE_CONTROL_POLICY))
        .withLevels(SERVICE_CONTROL_POLICY, levels());
  }

  private List<PolicyLevel> levels() {
    return Stream.of(
            new PolicyLevel("root", parsed(rootControls)),
            new PolicyLevel("", documents(SERVICE_CONTROL_POLICY)))
        .filter(level -> !level.policies().isEmpty())
        .toList();
  }

  private List<Policy> documents(Layer layer) {
    return parsed(policies.getOrDefault(layer, List.of()));
  }

  private static List<Policy> parsed(List<String> documents) {
    return documents.stream().map(Policy::parse).toList();
  }
}
