package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.TAG;

import dev.strongroom.api.kms.ListResourceTags;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.TagResource;
import dev.strongroom.api.kms.UntagResource;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** TagResource, UntagResource and ListResourceTags, and the rules that CreateKey shares. */
public final class KeyTags {

  private static final int QUOTA = 50; // KMS-11

  private KeyTags() {}

  public static Change<TagResource.Result> tagResource(
      Key key, TagResource request, KmsContext context) {
    key.requireNotPendingDeletion();
    var next = new TreeMap<>(key.tags());
    next.putAll(requireValid(request.tags()));
    return new Change<>(tagged(key, requireQuota(next)), new TagResource.Result());
  }

  public static Change<UntagResource.Result> untagResource(
      Key key, UntagResource request, KmsContext context) {
    key.requireNotPendingDeletion();
    request.tagKeys().forEach(KeyTags::requireUserKey);
    var next = new TreeMap<>(key.tags());
    next.keySet().removeAll(request.tagKeys());
    return new Change<>(tagged(key, next), new UntagResource.Result());
  }

  public static ListResourceTags.Result listResourceTags(
      Key key, ListResourceTags request, KmsContext context) {
    var page =
        Page.of(context, 50, request.limit(), request.marker(), "tags", key.arn())
            .take(
                key.tags().entrySet().stream()
                    .map(entry -> new Tag(entry.getKey(), entry.getValue())),
                Tag::tagKey);
    return new ListResourceTags.Result(page.entries(), page.nextMarker(), page.truncated());
  }

  private static Key tagged(Key key, SortedMap<String, String> next) {
    return key.with(draft -> draft.tags = next);
  }

  static SortedMap<String, String> requireValid(List<Tag> tags) { // KMS-12
    var valid = new TreeMap<String, String>();
    for (var tag : tags) {
      requireUserKey(tag.tagKey());
      if (valid.put(tag.tagKey(), tag.tagValue()) != null) {
        throw TAG.error("Duplicate tag keys");
      }
    }
    return requireQuota(valid);
  }

  private static SortedMap<String, String> requireQuota(SortedMap<String, String> tags) {
    if (tags.size() > QUOTA) {
      throw TAG.error("Too many tags");
    }
    return Collections.unmodifiableSortedMap(tags);
  }

  private static void requireUserKey(String key) {
    if (key.regionMatches(true, 0, "aws:", 0, 4)) { // KR-3
      throw TAG.error("Tags beginning with aws: are reserved");
    }
  }
}
