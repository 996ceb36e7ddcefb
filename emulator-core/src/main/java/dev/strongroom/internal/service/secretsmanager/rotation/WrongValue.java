package dev.strongroom.internal.service.secretsmanager.rotation;

import dev.strongroom.api.SecretValue;
import dev.strongroom.internal.service.secretsmanager.KeyService;
import dev.strongroom.internal.service.secretsmanager.Pending;
import dev.strongroom.internal.service.secretsmanager.Secret;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value that no rotation function has made, for tests of what is made of it. */
final class WrongValue {

  private static final Pattern PASSWORD =
      Pattern.compile("(\"password\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"");

  private WrongValue() {}

  /** The secret with a wrong value in its pending version. */
  static Secret put(Secret secret, String versionId, KeyService keys) {
    var value = Pending.valueOf(secret, versionId, keys);
    if (value == null) {
      value = Pending.value(secret, "AWSCURRENT", keys);
    }
    return Pending.filled(secret, versionId, instead(value, "wrong-" + versionId), keys);
  }

  /** The same with a wrong password, if it is JSON with a password. */
  private static SecretValue instead(@Nullable SecretValue value, String wrong) {
    if (value == null || !value.isText()) {
      return SecretValue.ofText(wrong);
    }
    var password = PASSWORD.matcher(value.text());
    return SecretValue.ofText(
        password.find()
            ? password.replaceFirst("$1" + Matcher.quoteReplacement("\"" + wrong + "\""))
            : wrong);
  }
}
