package dev.strongroom.audit;

import dev.strongroom.api.Caller;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An audit record under the keys, and in the order, that CloudTrail prints. */
final class CloudTrailShape {

  private CloudTrailShape() {}

  static Map<String, @Nullable Object> of(AuditRecord record) {
    var caller = record.caller();
    boolean service = record.isServiceEvent();
    var sender = service ? AuditRecord.SERVICE : record.invokedBy(); // AUD-5, AUD-9
    var keys = new LinkedHashMap<String, @Nullable Object>();
    keys.put("eventVersion", "1.09"); // AUD-3
    keys.put("userIdentity", service ? byTheService(caller) : userIdentity(record));
    keys.put("eventTime", record.time().truncatedTo(ChronoUnit.SECONDS).toString());
    keys.put("eventSource", record.eventSource());
    keys.put("eventName", record.operation());
    keys.put("awsRegion", caller.region());
    keys.put(
        "sourceIPAddress", sender != null ? sender : context(caller, "aws:SourceIp", "127.0.0.1"));
    keys.put("userAgent", sender != null ? sender : context(caller, "aws:UserAgent", "Strongroom"));
    if (record.errorCode() != null) {
      keys.put("errorCode", AuditRecord.cloudTrailCode(record.errorCode().wireName()));
    }
    if (record.errorMessage() != null) {
      keys.put("errorMessage", record.errorMessage());
    }
    keys.put("requestParameters", emptyToNull(record.requestParameters()));
    keys.put("responseElements", emptyToNull(record.responseElements()));
    if (service) {
      keys.put("additionalEventData", additionalEventData(record));
    }
    if (record.requestId() != null) {
      keys.put("requestID", record.requestId());
    }
    keys.put("eventID", record.eventId());
    keys.put("readOnly", record.readOnly());
    if (record.secretArn() != null && !service) {
      keys.put("resources", List.of(resource(record.secretArn())));
    }
    keys.put("eventType", service ? "AwsServiceEvent" : "AwsApiCall");
    keys.put("managementEvent", true);
    keys.put("recipientAccountId", caller.accountId());
    var endpoint = context(caller, Caller.SOURCE_VPCE, null);
    if (endpoint != null) {
      keys.put("vpcEndpointId", endpoint);
    }
    keys.put("eventCategory", "Management");
    return Collections.unmodifiableMap(keys);
  }

  private static Map<String, Object> byTheService(Caller service) { // AUD-5
    var identity = new LinkedHashMap<String, Object>();
    identity.put("accountId", service.accountId());
    identity.put("invokedBy", AuditRecord.SERVICE);
    return identity;
  }

  private static Map<String, Object> additionalEventData(AuditRecord record) { // AUD-5
    var data = new LinkedHashMap<String, Object>();
    if (record.secretArn() != null) {
      data.put("SecretId", record.secretArn());
    }
    data.putAll(record.additionalEventData());
    return data;
  }

  private static Map<String, Object> resource(String secretArn) {
    var resource = new LinkedHashMap<String, Object>();
    resource.put("accountId", secretArn.split(":", 6)[4]);
    resource.put("type", "AWS::SecretsManager::Secret");
    resource.put("ARN", secretArn);
    return resource;
  }

  private static Map<String, Object> userIdentity(AuditRecord record) {
    var identity = userIdentity(record.caller());
    if (record.forwarded()) { // AUD-9
      identity.put("invokedBy", Objects.requireNonNull(record.invokedBy()));
    }
    return identity;
  }

  private static Map<String, Object> userIdentity(Caller caller) {
    var arn = caller.principalArn();
    var parts = arn.split(":", 6);
    var path = parts.length < 6 ? List.<String>of() : List.of(parts[5].split("/", -1));
    var kind = path.isEmpty() ? "service" : path.get(0);
    var identity = new LinkedHashMap<String, Object>();
    if (kind.equals("service")) {
      identity.put("type", "AWSService");
      identity.put("invokedBy", arn);
      return identity;
    }
    boolean root = kind.equals("root");
    boolean user = kind.equals("user");
    identity.put("type", root ? "Root" : user ? "IAMUser" : "AssumedRole");
    var principalId = context(caller, "aws:userid", root ? caller.accountId() : null);
    if (principalId != null) {
      identity.put("principalId", principalId);
    }
    identity.put("arn", arn);
    identity.put("accountId", caller.accountId());
    var accessKeyId = context(caller, Caller.ACCESS_KEY_ID, null);
    if (accessKeyId != null) {
      identity.put("accessKeyId", accessKeyId);
    }
    if (user) {
      identity.put("userName", path.get(path.size() - 1));
    } else if (!root) {
      identity.put("sessionContext", sessionContext(caller, parts, path, principalId));
    }
    return identity;
  }

  private static Map<String, Object> sessionContext(
      Caller caller, String[] arn, List<String> path, @Nullable String principalId) {
    var role = path.get(path.get(0).equals("assumed-role") ? 1 : path.size() - 1);
    var issuer = new LinkedHashMap<String, Object>();
    issuer.put("type", "Role");
    if (principalId != null) {
      issuer.put("principalId", principalId.split(":", 2)[0]);
    }
    issuer.put("arn", "arn:%s:iam::%s:role/%s".formatted(arn[1], arn[4], role));
    issuer.put("accountId", caller.accountId());
    issuer.put("userName", role);
    var context = new LinkedHashMap<String, Object>();
    context.put("sessionIssuer", issuer);
    var mfa = context(caller, "aws:MultiFactorAuthPresent", "false");
    context.put("attributes", Map.of("mfaAuthenticated", String.valueOf(mfa)));
    return context;
  }

  private static @Nullable String context(Caller caller, String key, @Nullable String otherwise) {
    var values = caller.values(key);
    return values.isEmpty() ? otherwise : values.get(0);
  }

  private static @Nullable Object emptyToNull(Map<String, Object> map) {
    return map.isEmpty() ? null : map;
  }
}
