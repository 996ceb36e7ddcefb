package dev.strongroom.internal.iam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What IAM's API shows of a user or role, and decides no access by itself.
 *
 * @param created null for one that was made in code
 * @param maxSessionDuration of a role, in seconds; null for one that was made in code
 * @param groups the ARNs of a user's groups
 * @param accessKeys the access keys that IAM's API has made or changed, by their IDs
 */
public record IdentityDetails(
    @Nullable Instant created,
    @Nullable String description,
    @Nullable Integer maxSessionDuration,
    List<String> groups,
    Map<String, UserAccessKey> accessKeys) {

  public static final IdentityDetails NONE =
      new IdentityDetails(null, null, null, List.of(), Map.of());

  public IdentityDetails {
    groups = List.copyOf(groups);
    accessKeys = Map.copyOf(accessKeys);
  }

  /** Returns the details of a user or role that is new. */
  public static IdentityDetails createdAt(Instant now) {
    return new IdentityDetails(now, null, null, List.of(), Map.of());
  }

  /** Returns these details with what a role has besides. */
  public IdentityDetails ofRole(@Nullable String text, int seconds) {
    return new IdentityDetails(created, text, seconds, groups, accessKeys);
  }

  /** Returns these details with one more group. */
  public IdentityDetails in(String groupArn) {
    var more = new ArrayList<>(groups);
    more.add(groupArn);
    return new IdentityDetails(created, description, maxSessionDuration, more, accessKeys);
  }

  /** Returns these details without a group. */
  public IdentityDetails outOf(String groupArn) {
    var fewer = groups.stream().filter(group -> !group.equals(groupArn)).toList();
    return new IdentityDetails(created, description, maxSessionDuration, fewer, accessKeys);
  }

  /** Returns these details with an access key; null removes it. */
  public IdentityDetails with(String id, @Nullable UserAccessKey key) {
    var keys = new LinkedHashMap<>(accessKeys);
    keys.remove(id);
    if (key != null) {
      keys.put(id, key);
    }
    return new IdentityDetails(created, description, maxSessionDuration, groups, keys);
  }
}
