package dev.strongroom.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who sends a request, to which Region, and how: names resolve in the caller's account and Region.
 *
 * @param principalArn the ARN that AWS prints in messages and CloudTrail
 * @param context condition keys that come with the connection or session, such as {@code
 *     aws:SourceIp}
 */
public record Caller(
    String accountId, String region, String principalArn, Map<String, List<String>> context) {

  /**
   * The condition key of a VPC endpoint's id; a policy of that endpoint then limits the request.
   */
  public static final String SOURCE_VPCE = "aws:SourceVpce";

  /**
   * The key of the access key id with which the request was signed; it distinguishes the sessions
   * of a role apart that have the same name.
   */
  public static final String ACCESS_KEY_ID = "strongroom:AccessKeyId";

  private static final int LONGEST_REGION = 128;

  public Caller {
    if (!isAccountId(accountId)) {
      throw new IllegalArgumentException(
          "An AWS account id has 12 digits, but this one is '" + accountId + "'");
    }
    if (!isRegion(region)) {
      throw new IllegalArgumentException(
          "A Region looks like 'us-east-1', but this one is '" + region + "'");
    }
    if (principalArn.startsWith("arn:") && !principalArn.contains(":" + accountId + ":")) {
      throw new IllegalArgumentException(
          "The principal " + principalArn + " is of another account than " + accountId);
    }
    context = Map.copyOf(context);
  }

  private static boolean isAccountId(String text) { // no Arn: the API uses nothing of ours
    return text.length() == 12 && end(text, 0, '0', '9') == 12;
  }

  /** Returns where a run of characters ends that lie between two. */
  private static int end(String text, int from, char least, char most) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= least && text.charAt(at) <= most) {
      at++;
    }
    return at;
  }

  /** Returns whether a name is spelled as a Region's is, and is not longer than AWS allows. */
  public static boolean isRegion(String name) {
    int words = 0;
    int at = 0;
    for (int end = end(name, at, 'a', 'z'); end > at; end = end(name, at, 'a', 'z')) {
      if (end == name.length() || name.charAt(end) != '-') {
        return false;
      }
      at = end + 1;
      words++;
    }
    return words > 0
        && at < name.length()
        && end(name, at, '0', '9') == name.length()
        && name.length() <= LONGEST_REGION;
  }

  /** The account's administrator, who may do everything in the account. */
  public static Caller administrator(String accountId, String region) {
    return new Caller(
        accountId, region, "arn:" + partition(region) + ":iam::" + accountId + ":root", Map.of());
  }

  /** The same principal, calling another Region's endpoint. */
  public Caller in(String otherRegion) {
    return otherRegion.equals(region)
        ? this
        : new Caller(accountId, otherRegion, principalArn, context);
  }

  /** {@link #in}, for Kotlin, where that is a keyword. */
  public Caller inRegion(String otherRegion) {
    return in(otherRegion);
  }

  /** The same caller with a condition key of the request's context, e.g. {@code aws:SourceIp}. */
  public Caller with(String conditionKey, String... values) {
    var more = new LinkedHashMap<>(context);
    more.keySet().removeIf(conditionKey::equalsIgnoreCase);
    more.put(conditionKey, List.of(values));
    return new Caller(accountId, region, principalArn, more);
  }

  /** The values of a condition key, whose name ignores case; empty if the caller brings none. */
  public List<String> values(String conditionKey) {
    for (var entry : context.entrySet()) {
      if (entry.getKey().equalsIgnoreCase(conditionKey)) {
        return entry.getValue();
      }
    }
    return List.of();
  }

  /**
   * The partition of ARNs in the caller's Region: {@code aws}, {@code aws-cn} or {@code
   * aws-us-gov}.
   */
  public String partition() {
    return partition(region);
  }

  private static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
