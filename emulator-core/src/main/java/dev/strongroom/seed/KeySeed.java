package dev.strongroom.seed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A KMS key as a seed describes it.
 *
 * @param id its key id; null for a drawn one
 * @param account the account it is in; null for that of the seed
 * @param region the Region it is in; null for that of the seed
 * @param aliases its aliases, each as in {@code alias/shop}
 * @param policy its key policy as JSON; null for the default one
 * @param spec e.g. {@code RSA_2048}; null for a symmetric key
 * @param usage e.g. {@code SIGN_VERIFY}; null for the usual one of the spec
 * @param rotationPeriodInDays after how many days it is rotated; null if it is not
 * @param place where it stands in its file
 */
public record KeySeed(
    @Nullable String id,
    @Nullable String account,
    @Nullable String region,
    List<String> aliases,
    @Nullable String description,
    @Nullable String policy,
    @Nullable String spec,
    @Nullable String usage,
    Map<String, String> tags,
    boolean enabled,
    @Nullable Integer rotationPeriodInDays,
    SourcePlace place) {

  public KeySeed {
    aliases = List.copyOf(aliases);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** A symmetric key with aliases, and nothing else said of it. */
  public static KeySeed of(String... aliases) {
    return new KeySeed(
        null,
        null,
        null,
        List.of(aliases),
        null,
        null,
        null,
        null,
        Map.of(),
        true,
        null,
        SourcePlace.NONE);
  }

  /** With a key policy, in JSON. */
  public KeySeed policy(String json) {
    return new KeySeed(
        id,
        account,
        region,
        aliases,
        description,
        json,
        spec,
        usage,
        tags,
        enabled,
        rotationPeriodInDays,
        place);
  }

  /** In this account and Region. */
  public KeySeed in(String accountId, String regionName) {
    return new KeySeed(
        id,
        accountId,
        regionName,
        aliases,
        description,
        policy,
        spec,
        usage,
        tags,
        enabled,
        rotationPeriodInDays,
        place);
  }

  /** With this key id, the same in each run. */
  public KeySeed id(String keyId) {
    return new KeySeed(
        keyId,
        account,
        region,
        aliases,
        description,
        policy,
        spec,
        usage,
        tags,
        enabled,
        rotationPeriodInDays,
        place);
  }

  /** Disabled. */
  public KeySeed disabled() {
    return new KeySeed(
        id,
        account,
        region,
        aliases,
        description,
        policy,
        spec,
        usage,
        tags,
        false,
        rotationPeriodInDays,
        place);
  }

  /** What messages call it. */
  public String name() {
    return aliases.isEmpty() ? id == null ? "without alias" : id : aliases.get(0);
  }

  /** In this account and Region, unless it says so itself; null changes nothing. */
  KeySeed placed(@Nullable String otherAccount, @Nullable String otherRegion) {
    return new KeySeed(
        id,
        account == null ? otherAccount : account,
        region == null ? otherRegion : region,
        aliases,
        description,
        policy,
        spec,
        usage,
        tags,
        enabled,
        rotationPeriodInDays,
        place);
  }
}
