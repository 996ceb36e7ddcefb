package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.INVALID_INPUT;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;

import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.RequestContext;
import dev.strongroom.internal.service.iam.api.ListRoleTags;
import dev.strongroom.internal.service.iam.api.ListUserTags;
import dev.strongroom.internal.service.iam.api.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tags of roles, users and policies. */
final class Tags {

  private static final int MOST = 50;

  private Tags() {}

  /** Refuses keys that occur twice; those of policies differ by their case. */
  static void check(@Nullable List<Tag> tags, boolean isOfPolicy) {
    var keys = new HashSet<String>();
    for (var tag : tags == null ? List.<Tag>of() : tags) {
      if (!keys.add(isOfPolicy ? tag.key() : tag.key().toLowerCase(Locale.ROOT))) { // IAMAPI-9
        throw INVALID_INPUT.error(
            isOfPolicy
                ? "Duplicate tag keys found."
                : "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
  }

  /** Returns an identity with tags, each in place of one with its key. */
  static Identity with(Identity identity, @Nullable List<Tag> tags) {
    var tagged = identity;
    for (var tag : tags == null ? List.<Tag>of() : tags) {
      tagged = tagged.withoutTag(tag.key()).tag(tag.key(), tag.value());
    }
    if (tagged.tags().size() > MOST) {
      throw LIMIT_EXCEEDED.error("The number of tags has reached the maximum limit.");
    }
    return tagged;
  }

  static Identity without(Identity identity, List<String> keys) {
    var untagged = identity;
    for (var key : keys) {
      untagged = untagged.withoutTag(key);
    }
    return untagged;
  }

  static Map<String, String> map(@Nullable List<Tag> tags) {
    var map = new TreeMap<String, String>();
    for (var tag : tags == null ? List.<Tag>of() : tags) {
      map.put(tag.key(), tag.value());
    }
    return map;
  }

  static List<Tag> list(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream().map(tag -> new Tag(tag.getKey(), tag.getValue())).toList();
  }

  /** Returns the tags as a description shows them: the member is absent where there are none. */
  static @Nullable List<Tag> shown(Map<String, String> tags) {
    return tags.isEmpty() ? null : list(tags);
  }

  static ListRoleTags.Result ofRole(Named role, ListRoleTags request, Call call) {
    var page = page(role, request.maxItems(), request.marker(), call);
    return new ListRoleTags.Result(page.entries(), page.isTruncated(), page.marker());
  }

  static ListUserTags.Result ofUser(Named user, ListUserTags request, Call call) {
    var page = page(user, request.maxItems(), request.marker(), call);
    return new ListUserTags.Result(page.entries(), page.isTruncated(), page.marker());
  }

  private static Pages<Tag> page(
      Named named, @Nullable Integer maxItems, @Nullable String marker, Call call) {
    var tags = list(named.identity(call).tags());
    return Pages.of(call, maxItems, marker, tags, Tag::key, "tags", named.arn());
  }

  /** Adds the condition keys that tags in a request set. */
  static RequestContext.Builder conditionKeys(
      @Nullable List<Tag> tags, RequestContext.Builder keys) {
    if (tags != null && !tags.isEmpty()) {
      tags.forEach(tag -> keys.with("aws:RequestTag/" + tag.key(), tag.value()));
      keys.with("aws:TagKeys", tags.stream().map(Tag::key).toList());
    }
    return keys;
  }

  /** Returns the further action that making something with tags needs. */
  static List<String> action(@Nullable List<Tag> tags, String action) {
    return tags == null || tags.isEmpty() ? List.of() : List.of(action);
  }
}
