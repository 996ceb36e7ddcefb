package dev.strongroom.seed;

import dev.strongroom.iam.PolicyDocument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user or role as a seed describes it.
 *
 * @param name with its path, as in {@code app} or {@code teams/shop/app}
 * @param boundary its permissions boundary; null for none
 * @param trust who may assume the role; null for a user, and for a role that everybody in its
 *     account may assume who has the permission
 * @param accessKeys the access key ids by which it calls
 * @param groups the groups of a user
 * @param place where it stands in its file
 */
public record PrincipalSeed(
    String name,
    List<PolicyDocument> policies,
    @Nullable PolicyDocument boundary,
    @Nullable PolicyDocument trust,
    Map<String, String> tags,
    List<String> accessKeys,
    List<String> groups,
    SourcePlace place) {

  public PrincipalSeed {
    policies = List.copyOf(policies);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    accessKeys = List.copyOf(accessKeys);
    groups = List.copyOf(groups);
  }

  /** A user or role with these identity policies. */
  public static PrincipalSeed of(String name, PolicyDocument... policies) {
    return new PrincipalSeed(
        name, List.of(policies), null, null, Map.of(), List.of(), List.of(), SourcePlace.NONE);
  }

  /** With these access key ids. */
  public PrincipalSeed accessKeys(String... ids) {
    return new PrincipalSeed(name, policies, boundary, trust, tags, List.of(ids), groups, place);
  }
}
