package dev.strongroom.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.Services;
import dev.strongroom.api.Request;
import dev.strongroom.wire.Http;
import dev.strongroom.wire.HttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Requests of somebody who knows the service: sound ones, changed in one to three places. Page
 * tokens, ciphertexts and IDs are those of earlier answers, whole or forged. The same random
 * numbers and answers give the same requests.
 */
final class HostileTraffic {

  private record Target(String name, Class<? extends Request<?>> type) {}

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int REMEMBERED = 200;

  private static final List<String> REGIONS =
      List.of(
          "us-east-1",
          "",
          "a-".repeat(5_000),
          "us-east-" + "1".repeat(2_000),
          "-".repeat(3_000),
          "us-east-1/../..",
          "US-EAST-1",
          "us--east-1",
          "\u00e4-1",
          "*",
          "us-east-1\u0000");

  private static final List<String> GLOBS =
      List.of(
          "*a".repeat(400) + "b",
          "?*".repeat(400),
          "arn:aws:secretsmanager:" + "*:".repeat(2_000),
          "${" + "aws:".repeat(1_000) + "}",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
              + "\"Action\":\""
              + "*a".repeat(500)
              + "\",\"Resource\":\""
              + "*".repeat(1_000)
              + "\"}}");

  /** Calls; a dollar sign stands for a secret's name or for a text of an earlier answer. */
  private static final List<String> SOUND =
      List.of(
          "secretsmanager.CreateSecret {'Name':'$n','SecretString':'$s'}",
          "secretsmanager.GetSecretValue {'SecretId':'$n'}",
          "secretsmanager.GetSecretValue {'SecretId':'$s','VersionId':'$s'}",
          "secretsmanager.DescribeSecret {'SecretId':'$s'}",
          "secretsmanager.PutSecretValue {'SecretId':'$n','SecretString':'$s'}",
          "secretsmanager.UpdateSecret {'SecretId':'$n','Description':'$s'}",
          "secretsmanager.ListSecrets {'MaxResults':1}",
          "secretsmanager.ListSecretVersionIds {'SecretId':'$n','MaxResults':1}",
          "secretsmanager.BatchGetSecretValue {'Filters':[{'Key':'all','Values':['$s']}],'MaxResults':1}",
          "secretsmanager.TagResource {'SecretId':'$n','Tags':[{'Key':'$s','Value':'$s'}]}",
          "secretsmanager.PutResourcePolicy {'SecretId':'$n','ResourcePolicy':'$s'}",
          "secretsmanager.DeleteSecret {'SecretId':'$n','ForceDeleteWithoutRecovery':true}",
          "secretsmanager.UpdateSecretVersionStage {'SecretId':'$n','VersionStage':'$s','MoveToVersionId':'$s'}",
          "secretsmanager.ReplicateSecretToRegions {'SecretId':'$n','AddReplicaRegions':[{'Region':'$s'}]}",
          "TrentService.CreateKey {'Description':'$s'}",
          "TrentService.ListKeys {'Limit':1}",
          "TrentService.ListAliases {'Limit':1}",
          "TrentService.GenerateDataKey {'KeyId':'$s','KeySpec':'AES_256'}",
          "TrentService.Encrypt {'KeyId':'$s','Plaintext':'c2VjcmV0'}",
          "TrentService.Decrypt {'CiphertextBlob':'$s'}",
          "TrentService.CreateGrant {'KeyId':'$s','GranteePrincipal':'$s','Operations':['Decrypt']}",
          "TrentService.ListGrants {'KeyId':'$s','Limit':1}");

  private final Random random;
  private final MalformedTraffic malformed;
  private final List<Target> targets = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  HostileTraffic(Random random) {
    this.random = random;
    malformed = new MalformedTraffic(random);
    Services.requests("secretsmanager").forEach(type -> add("secretsmanager.", type));
    Services.requests("kms").forEach(type -> add("TrentService.", type));
    Services.requests("ssm").forEach(type -> add("AmazonSSM.", type));
    Services.requests("cloudtrail").forEach(type -> add("CloudTrail_20131101.", type));
    seen.add("prod/db");
  }

  private void add(String prefix, Class<? extends Request<?>> type) {
    targets.add(new Target(prefix + type.getSimpleName(), type));
  }

  /** Learns the texts of an answer, such as its page token. */
  void learn(JsonNode answer) {
    for (var value : answer) {
      if (value.isTextual() && !value.textValue().isEmpty() && value.textValue().length() < 2_000) {
        if (seen.size() < REMEMBERED) {
          seen.add(value.textValue());
        } else {
          seen.set(1 + random.nextInt(REMEMBERED - 1), value.textValue());
        }
      } else if (value.isContainerNode()) {
        learn(value);
      }
    }
  }

  HttpRequest next() {
    return switch (random.nextInt(10)) {
      case 0 -> malformed.next();
      case 1 -> query();
      case 2, 3, 4, 5 -> sound();
      default -> changed();
    };
  }

  /** A call that succeeds, if the secret or key that it names is there; at times changed. */
  private HttpRequest sound() {
    var call = pick(SOUND).split(" ", 2);
    var body = (ObjectNode) filled(read(call[1].replace('\'', '"')));
    if (call[0].contains("List") && random.nextBoolean()) {
      var member = call[0].startsWith("Trent") ? "Marker" : "NextToken";
      body.put(member, random.nextBoolean() ? pick(seen) : forgedText(pick(seen)));
    }
    if (random.nextInt(5) == 0) {
      change(body);
    }
    return post(call[0], body.toString());
  }

  private JsonNode filled(JsonNode template) {
    if (template instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(filled(member.getValue())));
    } else if (template instanceof ArrayNode array) {
      array.set(0, filled(array.get(0)));
    } else if (template.asText().equals("$n")) {
      return NODES.textNode("prod/" + random.nextInt(50));
    } else if (template.asText().equals("$s")) {
      return NODES.textNode(pick(seen));
    }
    return template;
  }

  private static JsonNode read(String json) {
    try {
      return Http.JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest changed() {
    var target = pick(targets);
    var body = (ObjectNode) AnyRequestTest.structure(random, target.type(), pick(seen));
    for (int i = random.nextInt(4); i > 0; i--) {
      change(body);
    }
    var text = body.toString();
    if (random.nextInt(40) == 0) {
      text = text.replaceFirst("\"[A-Z]", "\"" + (char) random.nextInt(0x3000));
    }
    return post(random.nextInt(60) == 0 ? forged(target) : target.name(), text);
  }

  private HttpRequest post(String target, String text) {
    var headers = new HashMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/x-amz-json-1.1"));
    headers.put("X-Amz-Target", List.of(target));
    if (random.nextInt(10) == 0) {
      headers.put("Authorization", List.of(authorization()));
    }
    if (random.nextInt(20) == 0) {
      headers.put(
          pick(
              List.of(
                  "X-Amz-Date",
                  "X-Amz-Security-Token",
                  "x-amz-source-vpce",
                  "Origin",
                  "Sec-Fetch-Site",
                  "X-Amz-User-Agent")),
          random.nextInt(3) == 0 ? List.of() : List.of(hostileText()));
    }
    return new HttpRequest("POST", "/", headers, text.getBytes(UTF_8));
  }

  private String forged(Target target) {
    return switch (random.nextInt(4)) {
      case 0 -> target.name().toLowerCase(Locale.ROOT);
      case 1 -> target.name() + ".";
      case 2 -> target.name().repeat(200);
      default -> "." + target.name();
    };
  }

  private String authorization() {
    return "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, Signature=0"
        .formatted(
            random.nextInt(4) == 0 ? hostileText() : "AKIAIOSFODNN7EXAMPLE",
            pick(REGIONS),
            random.nextBoolean() ? "secretsmanager" : "kms");
  }

  /** Changes one thing somewhere in a structure. */
  private void change(JsonNode node) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      var name = pick(names);
      if (object.get(name).isContainerNode() && random.nextInt(3) > 0) {
        change(object.get(name));
      } else if (random.nextInt(12) == 0) {
        object.remove(name);
      } else {
        object.set(name, hostile());
      }
    } else if (node instanceof ArrayNode array) {
      if (!array.isEmpty() && random.nextInt(3) > 0) {
        int at = random.nextInt(array.size());
        if (array.get(at).isContainerNode() && random.nextBoolean()) {
          change(array.get(at));
        } else {
          array.set(at, hostile());
        }
      } else {
        for (int i = random.nextInt(40); i >= 0; i--) {
          array.add(hostile());
        }
      }
    }
  }

  private JsonNode hostile() {
    return switch (random.nextInt(12)) {
      case 0 -> NODES.objectNode();
      case 1 -> NODES.arrayNode();
      case 2 -> NODES.arrayNode().add(NODES.objectNode());
      case 3 -> nested();
      case 4 -> NODES.nullNode();
      case 5 -> NODES.numberNode(random.nextLong());
      case 6 -> NODES.numberNode(random.nextInt(3) - 1);
      default -> NODES.textNode(hostileText());
    };
  }

  private JsonNode nested() {
    JsonNode node = NODES.objectNode();
    for (int i = random.nextInt(60); i > 0; i--) {
      node =
          random.nextBoolean()
              ? NODES.arrayNode().add(node)
              : NODES.objectNode().set(pick(List.of("Key", "Region", "Values", "x")), node);
    }
    return node;
  }

  private String hostileText() {
    return switch (random.nextInt(10)) {
      case 0 -> pick(REGIONS);
      case 1 -> pick(GLOBS);
      case 2 -> "x".repeat(random.nextInt(random.nextInt(50) == 0 ? 500_000 : 5_000));
      case 3, 4, 5 -> forgedText(pick(seen));
      case 6 -> Character.toString(random.nextInt(0x3000)).repeat(1 + random.nextInt(70));
      case 7 -> "cron(" + "* ".repeat(random.nextInt(8)) + ")";
      default -> pick(seen);
    };
  }

  /** A text with a character changed, put in or lost: a page token must not survive that. */
  private String forgedText(String text) {
    int at = random.nextInt(text.length());
    var put = random.nextInt(3) == 0 ? "" : Character.toString('!' + random.nextInt(90));
    return text.substring(0, at) + put + text.substring(at + random.nextInt(2));
  }

  private HttpRequest query() {
    var form = new StringBuilder("Version=2011-06-15");
    form.append("&Action=")
        .append(
            pick(List.of("AssumeRole", "AssumeRole", "GetCallerIdentity", "GetSessionToken", "X")));
    var members =
        List.of(
            "RoleArn",
            "RoleSessionName",
            "DurationSeconds",
            "Policy",
            "PolicyArns.member.1.arn",
            "Tags.member.1.Key",
            "Tags.member.1.Value",
            "Tags.member." + random.nextInt() + ".Key",
            "TransitiveTagKeys.member.1",
            "ExternalId",
            "SourceIdentity");
    for (int i = random.nextInt(6); i > 0; i--) {
      var value =
          random.nextBoolean()
              ? hostileText()
              : pick(List.of("arn:aws:iam::123456789012:role/app", "job", "900", "{}"));
      form.append('&').append(pick(members)).append('=');
      form.append(random.nextInt(10) == 0 ? value : URLEncoder.encode(value, UTF_8));
    }
    var headers = new HashMap<String, List<String>>(Map.of());
    headers.put("Content-Type", List.of("application/x-www-form-urlencoded; charset=utf-8"));
    if (random.nextBoolean()) {
      headers.put("Authorization", List.of(authorization()));
    }
    return new HttpRequest("POST", "/", headers, form.toString().getBytes(UTF_8));
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
