package dev.strongroom.teaching;

import dev.strongroom.teaching.yaml.Members;
import java.util.List;

/**
 * What a learner repairs.
 *
 * @param at the step after which the repair begins
 * @param edit what may be changed
 */
public record Challenge(String at, List<Editable> edit, String task) {

  /** What a learner may change. */
  public enum Editable {
    RESOURCE_POLICY("resource-policy"),
    KEY_POLICY("key-policy"),
    IDENTITY_POLICY("identity-policy"),
    KMS_KEY("kms-key"),
    ACTIONS("actions");

    private final String word;

    Editable(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  static Challenge parse(Members file) {
    file.only("at", "edit", "task");
    var words = List.of(Editable.values()).stream().map(Editable::word).toList();
    var edit =
        file.each("edit").stream()
            .map(one -> Editable.values()[words.indexOf(one.asOneOf(words))])
            .toList();
    if (edit.isEmpty()) {
      throw file.error("a challenge says what may be changed with 'edit'");
    }
    return new Challenge(file.text("at"), edit, file.text("task", ""));
  }
}
