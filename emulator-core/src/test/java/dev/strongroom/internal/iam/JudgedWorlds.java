package dev.strongroom.internal.iam;

import static dev.strongroom.iam.Layer.IDENTITY_POLICY;
import static dev.strongroom.iam.Layer.KEY_POLICY;
import static dev.strongroom.iam.Layer.PERMISSIONS_BOUNDARY;
import static dev.strongroom.iam.Layer.RESOURCE_CONTROL_POLICY;
import static dev.strongroom.iam.Layer.RESOURCE_POLICY;
import static dev.strongroom.iam.Layer.SERVICE_CONTROL_POLICY;
import static dev.strongroom.iam.Layer.SESSION_POLICY;
import static dev.strongroom.internal.iam.World.pick;

import dev.strongroom.iam.Layer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random worlds of what other IAM evaluators know too: no grants, root users or endpoints. */
final class JudgedWorlds {

  /** Every condition key that a request of these worlds can carry. */
  static final List<String> KEYS =
      List.of(
          "aws:CurrentTime",
          "aws:EpochTime",
          "aws:MultiFactorAuthPresent",
          "aws:PrincipalAccount",
          "aws:PrincipalArn",
          "aws:PrincipalIsAWSService",
          "aws:PrincipalTag/team",
          "aws:PrincipalType",
          "aws:RequestedRegion",
          "aws:SecureTransport",
          "aws:SourceIp",
          "aws:SourceVpce",
          "aws:TagKeys",
          "aws:username",
          "kms:ViaService",
          "secretsmanager:RecoveryWindowInDays",
          "secretsmanager:VersionStage");

  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/app/s1";

  private static final List<String> CALLERS =
      List.of(
          "arn:aws:iam::111111111111:user/alice",
          SESSION,
          SESSION,
          "arn:aws:iam::111111111111:role/batch",
          "arn:aws:iam::222222222222:user/bob",
          "arn:aws:sts::222222222222:assumed-role/etl/s2",
          "rds.amazonaws.com");

  private static final List<String> SECRET_ACTIONS =
      List.of(
          "secretsmanager:GetSecretValue",
          "secretsmanager:GetSecretValue",
          "secretsmanager:DeleteSecret",
          "secretsmanager:TagResource");

  private JudgedWorlds() {}

  static World random(Random random) {
    boolean key = random.nextInt(3) == 0;
    var caller = pick(random, CALLERS);
    var policies = new EnumMap<Layer, List<String>>(Layer.class);
    if (!caller.endsWith(".amazonaws.com")) {
      policies.put(IDENTITY_POLICY, some(random, 85, 2, IDENTITY_POLICY, key));
      policies.put(PERMISSIONS_BOUNDARY, some(random, 20, 1, PERMISSIONS_BOUNDARY, key));
      policies.put(SERVICE_CONTROL_POLICY, some(random, 25, 2, SERVICE_CONTROL_POLICY, key));
      if (caller.contains("role/")) {
        policies.put(SESSION_POLICY, some(random, 30, 1, SESSION_POLICY, key));
      }
    }
    var rootControls =
        policies.getOrDefault(SERVICE_CONTROL_POLICY, List.of()).isEmpty()
            ? List.<String>of()
            : some(random, 40, 1, SERVICE_CONTROL_POLICY, key);
    policies.put(RESOURCE_CONTROL_POLICY, some(random, 15, 1, RESOURCE_CONTROL_POLICY, key));
    var guarding = key ? KEY_POLICY : RESOURCE_POLICY;
    policies.put(guarding, some(random, key ? 100 : 65, 1, guarding, key));
    var action = pick(random, key ? World.KEY_ACTIONS : SECRET_ACTIONS);
    return new World(
        caller,
        random.nextBoolean() ? Map.of("team", pick(random, List.of("blue", "prod"))) : Map.of(),
        action,
        pick(random, key ? World.KEYS : World.SECRETS),
        context(random, action),
        Map.of(),
        policies,
        rootControls,
        List.of());
  }

  private static Map<String, List<String>> context(Random random, String action) {
    var context = new TreeMap<String, List<String>>();
    context.put("aws:CurrentTime", List.of("2026-03-15T10:30:00Z"));
    context.put("aws:EpochTime", List.of("1773570600"));
    context.put("aws:RequestedRegion", List.of("eu-west-1"));
    context.put("aws:SecureTransport", List.of("true"));
    context.put("aws:SourceIp", List.of(pick(random, List.of("10.1.2.3", "192.168.1.1"))));
    if (random.nextBoolean()) {
      context.put("aws:SourceVpce", List.of(pick(random, List.of("vpce-1", "vpce-2", "blue"))));
    }
    if (action.endsWith("GetSecretValue") && random.nextBoolean()) {
      context.put(
          "secretsmanager:VersionStage",
          List.of(pick(random, List.of("AWSCURRENT", "AWSPENDING"))));
    }
    if (action.endsWith("DeleteSecret") && random.nextBoolean()) {
      context.put("secretsmanager:RecoveryWindowInDays", List.of(pick(random, List.of("7", "30"))));
    }
    if (action.endsWith("TagResource") && random.nextInt(4) > 0) {
      context.put(
          "aws:TagKeys", pick(random, List.of(List.of("a"), List.of("a", "b"), List.of("c"))));
    }
    if (action.startsWith("kms:") && random.nextBoolean()) {
      context.put("kms:ViaService", List.of("secretsmanager.eu-west-1.amazonaws.com"));
    }
    return context;
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
    boolean old = layer != RESOURCE_CONTROL_POLICY && random.nextInt(6) == 0;
    return "{'Version':'%s','Statement':[%s]}"
        .formatted(old ? "2008-10-17" : "2012-10-17", String.join(",", statements))
        .replace('\'', '"')
        .replace('`', '\'');
  }

  private static String statement(Random random, Layer layer, boolean key) {
    var parts = new ArrayList<String>();
    boolean control = layer == RESOURCE_CONTROL_POLICY;
    boolean guards = layer == RESOURCE_POLICY || layer == KEY_POLICY;
    boolean allow = !control && random.nextInt(12) != 0;
    parts.add("'Effect':'%s'".formatted(allow ? "Allow" : "Deny"));
    if (control) {
      parts.add("'Principal':'*'");
    } else if (guards) {
      parts.add(pick(random, allow || random.nextBoolean() ? PRINCIPALS : NOT_PRINCIPALS));
    }
    var actions = key ? KEY_ACTION_TEXTS : SECRET_ACTION_TEXTS;
    parts.add(
        (!control && random.nextInt(12) == 0 ? "'NotAction':" : "'Action':")
            + quoted(random, control ? actions.subList(2, actions.size()) : actions));
    boolean shortened = layer != SESSION_POLICY && random.nextInt(8) == 0;
    var resources = shortened ? INCOMPLETE : key ? KEY_RESOURCES : SECRET_RESOURCES;
    parts.add(
        (random.nextInt(10) == 0 ? "'NotResource':" : "'Resource':") + quoted(random, resources));
    if (random.nextInt(100) < 35) {
      parts.add("'Condition':{%s}".formatted(pick(random, CONDITIONS)));
    }
    return "{" + String.join(",", parts) + "}";
  }

  private static String quoted(Random random, List<String> values) {
    return random.nextInt(4) == 0
        ? "['" + pick(random, values) + "','" + pick(random, values) + "']"
        : "'" + pick(random, values) + "'";
  }

  private static final List<String> SECRET_ACTION_TEXTS =
      List.of(
          "*",
          "*",
          "secretsmanager:*",
          "secretsmanager:*",
          "secretsmanager:GetSecretValue",
          "secretsmanager:getsecretvalue",
          "secretsmanager:?etSecretValue",
          "SecretsManager:*Secret*",
          "secretsmanager:DeleteSecret",
          "secretsmanager:Tag*");

  private static final List<String> KEY_ACTION_TEXTS =
      List.of(
          "*", "*", "kms:*", "kms:*", "kms:Decrypt", "kms:generate*", "KMS:De*", "kms:Describe???");

  private static final List<String> SECRET_RESOURCES =
      List.of(
          "*",
          "*",
          "*",
          "*",
          "*",
          "*",
          World.SECRETS.get(0),
          World.SECRETS.get(1),
          "arn:aws:secretsmanager:*:*:secret:prod/*",
          "arn:aws:secretsmanager:*:*:*",
          "arn:aws:secretsmanager:*:secret:prod/*",
          "arn:aws:SecretsManager:EU-*-1:*:secret:*",
          "arn:aws:secretsmanager:eu-*-1:1*1:secret:*",
          "arn:aws:secretsmanager:eu-west-?:*:secret:prod/db-??????",
          "arn:aws:secretsmanager:*:*:secret:PROD/*",
          "arn:aws:secretsmanager:*:*:sec*:prod/*",
          "arn:aws:secretsmanager:*:*:sec*AbCdEf",
          "arn:aws:secretsmanager:*:*:secret?prod*",
          "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*",
          "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team, `prod`}/*");

  private static final List<String> KEY_RESOURCES =
      List.of(
          "*",
          "*",
          "*",
          "*",
          "arn:aws:kms:*:111111111111:key/*",
          "arn:aws:kms:eu-*-1:*:key/*",
          "arn:aws:kms:*:*:key/?",
          "arn:aws:kms:*:*:*/2",
          "arn:aws:KMS:*:*:key/*",
          World.KEYS.get(0),
          World.KEYS.get(1));

  private static final List<String> INCOMPLETE =
      List.of(
          "arn:aws:secretsmanager",
          "arn:aws:kms",
          "arn:aws:*",
          "arn:aws:secretsmanager:*",
          "arn:aws:kms:eu-*",
          "arn:aws:*:eu-west-1",
          "arn:aws:*:secret:prod/*",
          "arn:aws:kms:*:key/*",
          "arn:aws:*:eu-west-1:111111111111",
          "arn:aws:s3",
          "arn:aws:s3:*");

  private static final List<String> CONDITIONS =
      List.of(
          "'StringEquals':{'aws:SourceVpce':'vpce-1'}",
          "'StringNotEquals':{'aws:SourceVpce':['vpce-2','vpce-3']}",
          "'StringNotEquals':{'aws:SourceVpce':'${aws:PrincipalTag/team}'}",
          "'StringNotLike':{'aws:SourceVpce':'${aws:PrincipalTag/team}*'}",
          "'StringLike':{'aws:SourceVpce':['vpce-?','${aws:PrincipalTag/team}']}",
          "'StringEquals':{'aws:SourceVpce':'${aws:PrincipalTag/team, `blue`}'}",
          "'StringEquals':{'aws:PrincipalTag/team':'${aws:PrincipalTag/team}'}",
          "'StringEqualsIfExists':{'secretsmanager:VersionStage':'AWSCURRENT'}",
          "'StringEquals':{'SecretsManager:versionstage':'AWSCURRENT'}",
          "'StringEqualsIgnoreCase':{'secretsmanager:VersionStage':'awsCurrent'}",
          "'StringNotEqualsIgnoreCase':{'secretsmanager:VersionStage':'awspending'}",
          "'StringLike':{'aws:PrincipalTag/team':'b*'},'Bool':{'aws:SecureTransport':'TRUE'}",
          "'IpAddress':{'aws:SourceIp':['10.0.0.0/8','11.0.0.0/8']}",
          "'NotIpAddress':{'aws:SourceIp':'10.1.0.0/16'}",
          "'NumericLessThan':{'secretsmanager:RecoveryWindowInDays':'10'}",
          "'NumericGreaterThanEqualsIfExists':{'secretsmanager:RecoveryWindowInDays':'30'}",
          "'NumericNotEquals':{'secretsmanager:RecoveryWindowInDays':['7','8']}",
          "'Bool':{'aws:MultiFactorAuthPresent':'true'}",
          "'BoolIfExists':{'aws:MultiFactorAuthPresent':'false'}",
          "'Null':{'aws:SourceVpce':'false'}",
          "'Null':{'aws:PrincipalTag/team':'true'}",
          "'DateLessThan':{'aws:CurrentTime':'2026-03'}",
          "'DateLessThan':{'aws:CurrentTime':'2026'}",
          "'DateGreaterThanEquals':{'aws:CurrentTime':'2026-03-15T12:00+02:00'}",
          "'DateLessThan':{'aws:CurrentTime':'2026-03-15'}",
          "'DateLessThan':{'aws:CurrentTime':'1773570601'}",
          "'DateGreaterThanEquals':{'aws:EpochTime':'1773570600'}",
          "'DateNotEquals':{'aws:CurrentTime':['2026-03-15T10:30:00Z','2026-01-01T00:00:00Z']}",
          "'ForAllValues:StringEquals':{'aws:TagKeys':['a','b']}",
          "'ForAnyValue:StringEquals':{'aws:TagKeys':['a','c']}",
          "'ForAnyValue:StringNotEquals':{'aws:TagKeys':'a'}",
          "'ForAllValues:StringNotLike':{'aws:TagKeys':'c*'}",
          "'ForAnyValue:StringLikeIfExists':{'aws:TagKeys':'b*'}",
          "'StringEquals':{'aws:TagKeys':'a'}",
          "'StringNotEquals':{'aws:TagKeys':'a'}",
          "'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/*'}",
          "'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:iam::111111111111:user/alice'}",
          "'StringEquals':{'aws:PrincipalAccount':'111111111111'},"
              + "'Null':{'aws:TagKeys':'false'}",
          "'StringLike':{'kms:ViaService':'secretsmanager.*.amazonaws.com'}");

  private static final List<String> PRINCIPALS =
      List.of(
          "'Principal':'*'",
          "'Principal':{'AWS':'*'}",
          "'Principal':{'AWS':'111111111111'}",
          "'Principal':{'AWS':'arn:aws:iam::111111111111:root'}",
          "'Principal':{'AWS':['222222222222','arn:aws:iam::111111111111:user/alice']}",
          "'Principal':{'AWS':'arn:aws:iam::111111111111:role/app'}",
          "'Principal':{'AWS':'" + SESSION + "'}",
          "'Principal':{'AWS':'arn:aws:iam::111111111111:role/batch'}",
          "'Principal':{'AWS':'arn:aws:iam::222222222222:role/etl'}",
          "'Principal':{'AWS':'arn:aws:iam::222222222222:user/bob'}",
          "'Principal':{'Service':'rds.amazonaws.com','AWS':'222222222222'}");

  private static final List<String> NOT_PRINCIPALS =
      List.of(
          "'NotPrincipal':{'AWS':'arn:aws:iam::111111111111:user/alice'}",
          "'NotPrincipal':{'AWS':['222222222222','arn:aws:iam::111111111111:role/app']}",
          "'NotPrincipal':{'AWS':['arn:aws:iam::111111111111:role/app','" + SESSION + "']}",
          "'NotPrincipal':{'AWS':['111111111111','arn:aws:iam::111111111111:role/batch']}",
          "'NotPrincipal':{'AWS':'arn:aws:sts::222222222222:assumed-role/etl/s2'}");
}
