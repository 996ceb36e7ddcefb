package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** TagResource and UntagResource. */
public abstract class TaggingContract extends Contract {

  @Test
  @DisplayName("TR-1, UR-1, TAG-9: both answer nothing")
  void answersAreEmpty() {
    secrets.createEmpty("a", Secrets.token(1));

    var tagged = secrets.call(new TagResource("a", List.of(new Tag("key", "value"))));
    var untagged = secrets.call(new UntagResource("a", List.of("key")));

    assertThat(tagged).isEqualTo(new TagResource.Result());
    assertThat(untagged).isEqualTo(new UntagResource.Result());
  }

  @Test
  @DisplayName("TR-2, TAG-5, TAG-8: tags add up in the order in which they came")
  void tagsAddUp() {
    secrets.createEmpty("a", Secrets.token(1));

    secrets.tag("a", "z", "1");
    secrets.tag("a", "b", "2");
    secrets.tag("a", "m", "3");

    assertThat(secrets.describe("a").tags())
        .containsExactly(new Tag("z", "1"), new Tag("b", "2"), new Tag("m", "3"));
  }

  @Test
  @DisplayName("TAG-5: a key that is there gets the new value where it stands")
  void existingKeyGetsTheNewValue() {
    secrets.createEmpty("a", Secrets.token(1));
    secrets.tag("a", "z", "1");
    secrets.tag("a", "b", "2");

    secrets.tag("a", "z", "3");

    assertThat(secrets.describe("a").tags()).containsExactly(new Tag("z", "3"), new Tag("b", "2"));
  }

  @Test
  @DisplayName("TAG-4: keys and values are case sensitive, and may have any characters")
  void keysAreCaseSensitive() {
    secrets.createEmpty("a", Secrets.token(1));

    secrets.tag("a", "key", "\u00fc *");
    secrets.tag("a", "KEY", "");

    assertThat(secrets.describe("a").tags())
        .containsExactly(new Tag("key", "\u00fc *"), new Tag("KEY", ""));
  }

  @Test
  @DisplayName("TAG-1: a tag may lack its value, not its key")
  void tagNeedsKeyOnly() {
    secrets.createEmpty("a", Secrets.token(1));

    secrets.tag("a", "key", null);

    assertThat(secrets.describe("a").tags()).containsExactly(new Tag("key", null));
    refused(
        INVALID_PARAMETER,
        "You must provide a Key for each tag.",
        () -> secrets.tag("a", null, "value"));
  }

  @Test
  @DisplayName("TAG-2, TAG-7: a secret has at most 50 tags, counted after those that are replaced")
  void moreThanFiftyTagsAreRefused() {
    secrets.createEmpty("a", Secrets.token(1));
    secrets.call(new TagResource("a", Secrets.tags(50)));

    refused(
        INVALID_PARAMETER,
        "You can't have more than 50 tags on a secret.",
        () -> secrets.tag("a", "more", "value"));
    secrets.call(new TagResource("a", Secrets.tags(50)));

    assertThat(secrets.describe("a").tags()).hasSize(50);
  }

  @Test
  @DisplayName("TAG-7: of a key twice in one request the last value counts")
  void lastValueOfKeyCounts() {
    secrets.createEmpty("a", Secrets.token(1));

    secrets.call(new TagResource("a", List.of(new Tag("key", "1"), new Tag("key", "2"))));

    assertThat(secrets.describe("a").tags()).containsExactly(new Tag("key", "2"));
  }

  @Test
  @DisplayName("TAG-3: AWS's own keys are neither set nor removed")
  void reservedKeysAreRefused() {
    secrets.createEmpty("a", Secrets.token(1));
    var text = "Tag keys that begin with aws: are reserved for AWS: aws:x";

    refused(INVALID_PARAMETER, text, () -> secrets.tag("a", "aws:x", "value"));
    refused(INVALID_PARAMETER, text, () -> secrets.untag("a", "aws:x"));
    secrets.tag("a", "aws", "value");
  }

  @Test
  @DisplayName("TAG-6, UR-3: to remove what isn't there succeeds and changes nothing")
  void removingAbsentKeysChangesNothing() {
    secrets.createEmpty("a", Secrets.token(1));
    secrets.untag("a", "nothing");
    assertThat(secrets.describe("a").tags()).isNull();

    secrets.tag("a", "key", "value");
    secrets.untag("a", "nothing", "KEY");

    assertThat(secrets.describe("a").tags()).containsExactly(new Tag("key", "value"));
  }

  @Test
  @DisplayName("UR-2, TAG-8, WIRE-9: after the last tag an empty list is left")
  void emptyListIsLeft() {
    secrets.createEmpty("a", Secrets.token(1));
    secrets.call(new TagResource("a", Secrets.tags(2)));

    secrets.untag("a", "key1", "key2");

    assertThat(secrets.describe("a").tags()).isEmpty();
  }

  @Test
  @DisplayName("TR-3: to add no tags succeeds")
  void addingNothingSucceeds() {
    secrets.createEmpty("a", Secrets.token(1));

    assertThat(secrets.call(new TagResource("a", List.of()))).isNotNull();
  }

  @Test
  @DisplayName("TR-4, MD-3, ID-10: scheduled and unknown secrets are neither tagged nor untagged")
  void onlyLiveSecretsAreTagged() {
    secrets.create("a", Secrets.token(1), "one");
    secrets.delete("a");

    refused(INVALID_REQUEST, MARKED, () -> secrets.tag("a", "key", "value"));
    refused(INVALID_REQUEST, MARKED, () -> secrets.untag("a", "key"));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.tag("b", "key", "value"));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.untag("b", "key"));
  }
}
