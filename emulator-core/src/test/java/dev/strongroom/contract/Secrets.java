package dev.strongroom.contract;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Short sentences for what tests do most; anything else goes through {@link #call}. */
public final class Secrets {

  private final Door door;

  public Secrets(Door door) {
    this.door = door;
  }

  /** A token, and so a version id, that is easy to tell apart in a message: {@code t-...-0001}. */
  public static String token(int number) {
    return "t-00000000-0000-0000-0000-" + String.format("%08d", number);
  }

  /** As many different tags as asked for, in an order that is not alphabetical. */
  public static List<Tag> tags(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Tag("key" + (number - i), "value" + i))
        .toList();
  }

  public <Q extends Request<R>, R extends Record> R call(Q request) {
    return door.call(request);
  }

  public CreateSecret.Result create(String name, String token, String value) {
    return call(CreateSecret.of(name, token).withSecretString(SecretValue.ofText(value)));
  }

  public CreateSecret.Result createEmpty(String name, String token) {
    return call(CreateSecret.of(name, token));
  }

  public String get(String secretId) {
    return call(GetSecretValue.of(secretId)).secretString().text();
  }

  public GetSecretValue.Result getVersion(String secretId, String versionId, String stage) {
    return call(new GetSecretValue(secretId, versionId, stage));
  }

  /** Puts with the given labels, or with none given if the list is empty. */
  public PutSecretValue.Result put(String secretId, String token, String value, String... stages) {
    var labels = stages.length == 0 ? null : List.of(stages);
    return call(
        PutSecretValue.of(secretId, token)
            .withSecretString(SecretValue.ofText(value))
            .withVersionStages(labels));
  }

  public UpdateSecret.Result update(String secretId, String token, String value) {
    return call(UpdateSecret.of(secretId, token).withSecretString(SecretValue.ofText(value)));
  }

  public void move(String secretId, String stage, String from, String to) {
    call(new UpdateSecretVersionStage(secretId, stage, from, to));
  }

  /** Takes a label off a version. */
  public void remove(String secretId, String stage, String from) {
    call(UpdateSecretVersionStage.of(secretId, stage).withRemoveFromVersionId(from));
  }

  public DescribeSecret.Result describe(String secretId) {
    return call(new DescribeSecret(secretId));
  }

  /** All versions, deprecated ones included. */
  public List<ListSecretVersionIds.Entry> versions(String secretId) {
    return call(ListSecretVersionIds.of(secretId).withIncludeDeprecated(true)).versions();
  }

  /** Version id to labels, sorted, for comparison; deprecated versions are left out. */
  public Map<String, List<String>> stages(String secretId) {
    var stages = describe(secretId).versionIdsToStages();
    return stages == null
        ? Map.of()
        : stages.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().stream().sorted().toList(),
                    (a, b) -> a,
                    TreeMap::new));
  }

  public DeleteSecret.Result delete(String secretId) {
    return call(DeleteSecret.of(secretId));
  }

  public DeleteSecret.Result forceDelete(String secretId) {
    return call(DeleteSecret.of(secretId).withForceDeleteWithoutRecovery(true));
  }

  public void restore(String secretId) {
    call(new RestoreSecret(secretId));
  }

  public void tag(String secretId, String key, String value) {
    call(new TagResource(secretId, List.of(new Tag(key, value))));
  }

  public void untag(String secretId, String... keys) {
    call(new UntagResource(secretId, List.of(keys)));
  }

  public BatchGetSecretValue.Result batch(String... secretIds) {
    return call(BatchGetSecretValue.of(List.of(secretIds)));
  }

  /** The names of all secrets that all filters let through, in the order of the list. */
  public List<String> list(Filter... filters) {
    return names(ListSecrets.all().withFilters(List.of(filters)));
  }

  public List<String> names(ListSecrets request) {
    return call(request).secretList().stream().map(ListSecrets.Entry::name).toList();
  }
}
