package dev.strongroom.seed;

import dev.strongroom.api.SecretValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of Parameter Store as a seed describes it.
 *
 * @param account the account it is in; null for that of the seed
 * @param region the Region it is in; null for that of the seed
 * @param type {@code String}, {@code StringList} or {@code SecureString}
 * @param kmsKey the key of a SecureString: its ID, ARN or alias; null for {@code aws/ssm}
 * @param tier {@code Standard}, {@code Advanced} or {@code Intelligent-Tiering}; null for the first
 * @param allowedPattern the regular expression that values match; null for any value
 * @param dataType {@code text} or {@code aws:ec2:image}; null for the first
 * @param policies its parameter policies as a JSON array; null for none
 * @param labels the labels of its version
 * @param place where it stands in its file
 */
public record ParameterSeed(
    String name,
    @Nullable String account,
    @Nullable String region,
    String type,
    SecretValue value,
    @Nullable String description,
    @Nullable String kmsKey,
    @Nullable String tier,
    @Nullable String allowedPattern,
    @Nullable String dataType,
    @Nullable String policies,
    List<String> labels,
    Map<String, String> tags,
    SourcePlace place) {

  public ParameterSeed {
    labels = List.copyOf(labels);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** A parameter of type String. */
  public static ParameterSeed of(String name, String value) {
    return of(name, "String", value);
  }

  /** A parameter that is encrypted under the key {@code aws/ssm}. */
  public static ParameterSeed secure(String name, String value) {
    return of(name, "SecureString", value);
  }

  private static ParameterSeed of(String name, String type, String value) {
    return new ParameterSeed(
        name,
        null,
        null,
        type,
        SecretValue.ofText(value),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        Map.of(),
        SourcePlace.NONE);
  }

  /** In this account and Region. */
  public ParameterSeed in(String accountId, String regionName) {
    return with(accountId, regionName);
  }

  /** In this account and Region, unless it says so itself; null changes nothing. */
  ParameterSeed placed(@Nullable String otherAccount, @Nullable String otherRegion) {
    return with(account == null ? otherAccount : account, region == null ? otherRegion : region);
  }

  private ParameterSeed with(@Nullable String accountId, @Nullable String regionName) {
    return new ParameterSeed(
        name,
        accountId,
        regionName,
        type,
        value,
        description,
        kmsKey,
        tier,
        allowedPattern,
        dataType,
        policies,
        labels,
        tags,
        place);
  }
}
