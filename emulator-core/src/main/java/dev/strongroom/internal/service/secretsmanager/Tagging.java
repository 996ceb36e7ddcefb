package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;

import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations TagResource and UntagResource, and their rules on tags. */
public final class Tagging {

  private static final int TAG_QUOTA = 50; // TAG-2
  private static final String RESERVED = "aws:"; // TAG-3

  private Tagging() {}

  public static void check(TagResource request) {
    requireUserTags(request.tags());
  }

  public static void check(UntagResource request) {
    request.tagKeys().forEach(Tagging::requireUserKey);
  }

  public static Change<TagResource.Result> tagResource(
      Secret secret, TagResource request, Context context) {
    secret.requireNotMarkedForDeletion(); // MD-3
    return new Change<>(
        secret.with(draft -> draft.tags = merged(secret.tags(), request.tags())).changedBy(context),
        new TagResource.Result());
  }

  public static Change<UntagResource.Result> untagResource(
      Secret secret, UntagResource request, Context context) {
    secret.requireNotMarkedForDeletion(); // MD-3
    var tags = secret.tags();
    var remaining =
        tags == null // UR-2, UR-3
            ? null
            : tags.stream().filter(tag -> !request.tagKeys().contains(tag.key())).toList();
    var next =
        Objects.equals(remaining, tags) // TAG-6
            ? secret
            : secret.with(draft -> draft.tags = remaining).changedBy(context);
    return new Change<>(next, new UntagResource.Result());
  }

  /** A secret with tags that only AWS's services may give it. */
  public static Secret marked(Secret secret, List<Tag> reserved) {
    return secret.with(draft -> draft.tags = merged(secret.tags(), reserved));
  }

  /** Whether only AWS's services may give this tag (TAG-3). */
  public static boolean isReserved(Tag tag) {
    return tag.key() != null && tag.key().startsWith(RESERVED);
  }

  static void requireUserTags(List<Tag> tags) {
    for (var tag : tags) {
      if (tag.key() == null) { // TAG-1
        throw INVALID_PARAMETER.error("You must provide a Key for each tag.");
      }
      requireUserKey(tag.key());
    }
  }

  private static void requireUserKey(String key) { // TAG-3
    if (key.startsWith(RESERVED)) {
      throw INVALID_PARAMETER.error(
          "Tag keys that begin with " + RESERVED + " are reserved for AWS: " + key);
    }
  }

  /** Returns the tags with others added; an existing key keeps its place (TAG-5). */
  static List<Tag> merged(@Nullable List<Tag> tags, List<Tag> added) {
    var byKey = new LinkedHashMap<String, Tag>();
    for (var tag : tags == null ? List.<Tag>of() : tags) {
      byKey.put(Objects.requireNonNull(tag.key()), tag);
    }
    for (var tag : added) {
      byKey.put(Objects.requireNonNull(tag.key()), tag);
    }
    if (byKey.keySet().stream().filter(key -> !key.startsWith(RESERVED)).count()
        > TAG_QUOTA) { // TAG-7
      throw INVALID_PARAMETER.error("You can't have more than " + TAG_QUOTA + " tags on a secret.");
    }
    return List.copyOf(byKey.values());
  }
}
