package dev.strongroom.junit.internal.leak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.strongroom.audit.StoredValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A whole value, or a string in it.
 *
 * @param member where in a JSON value it is, e.g. {@code hosts[0].password}; empty for all of it
 * @param text null if the value is no text
 */
record SecretFragment(StoredValue stored, String member, @Nullable String text) {

  static final int SHORTEST = 8;

  private static final ObjectReader JSON = new ObjectMapper().reader();
  private static final ObjectReader ALL_OF_IT = // because a text may begin with a quotation
      JSON.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+){1,2}-[0-9]");

  private static final Pattern NAME = Pattern.compile("([^.\\[\\]]{1,3})[^.\\[\\]]*");
  private static final Pattern PRINTABLE = Pattern.compile("[\\w-]{1,40}");

  /** Values that are common in outputs, where they show no secret. */
  private static final Set<String> COMMON =
      Set.of(
          "administrator",
          "changeit",
          "changeme",
          "database",
          "localhost",
          "127.0.0.1",
          "password",
          "username",
          "postgres",
          "postgresql",
          "aurora-mysql",
          "aurora-postgresql",
          "documentdb",
          "mongodb+srv",
          "redshift",
          "sqlserver",
          "test-user",
          "testuser",
          "undefined");

  /** Passes on the value and each string in it, except those of members that may be shown. */
  static void each(StoredValue stored, Set<String> except, Consumer<SecretFragment> all) {
    var value = stored.value();
    var text = value.isText() ? value.text() : textOf(value.bytes());
    all.accept(new SecretFragment(stored, "", text));
    if (text != null) {
      eachIn(text, "", stored, except, all);
    }
  }

  private static void eachIn(
      String text,
      String path,
      StoredValue stored,
      Set<String> except,
      Consumer<SecretFragment> all) {
    var stripped = text.strip();
    boolean isString = stripped.startsWith("\"");
    if (isString || stripped.startsWith("{") || stripped.startsWith("[")) {
      try {
        eachIn((isString ? ALL_OF_IT : JSON).readTree(text), path, stored, except, all);
      } catch (JsonProcessingException noJson) {
        // so it has no members
      }
    }
  }

  private static void eachIn(
      JsonNode node,
      String path,
      StoredValue stored,
      Set<String> except,
      Consumer<SecretFragment> all) {
    if (node.isTextual()) {
      var text = node.textValue();
      all.accept(new SecretFragment(stored, path, text));
      eachIn(text, path, stored, except, all);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      eachIn(node.get(i), path + "[" + i + "]", stored, except, all);
    }
    for (var names = node.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      if (!except.contains(name)) {
        eachIn(node.get(name), path.isEmpty() ? name : path + "." + name, stored, except, all);
      }
    }
  }

  private static @Nullable String textOf(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException binary) {
      return null;
    }
  }

  /**
   * Returns a text that is too short to be searched for, but is masked beside a value that is
   * found; null if it is not one. One or two characters are not masked: they are words of any line.
   */
  @Nullable String aside() {
    var stripped = text == null ? "" : text.strip();
    return stripped.length() < 3 || stripped.length() >= SHORTEST ? null : stripped;
  }

  /** Returns why it is not searched for; null if it is. */
  @Nullable String whyNot() {
    if (text == null) {
      return stored.value().length() < SHORTEST ? "shorter than " + SHORTEST + " bytes" : null;
    }
    var stripped = text.strip();
    if (stripped.replace("\r", "").length() < SHORTEST) {
      return "shorter than " + SHORTEST + " characters";
    }
    if (COMMON.contains(stripped.toLowerCase(Locale.ROOT)) || REGION.matcher(stripped).matches()) {
      return "a common value";
    }
    if (stripped.startsWith("arn:aws")) {
      return "an ARN";
    }
    boolean isName =
        stripped.equals(stored.secretName())
            || stripped.equals(member.substring(member.lastIndexOf('.') + 1));
    return isName ? "the same as its name" : null;
  }

  /** Returns its forms in outputs with their kinds. */
  Map<String, EncodedForm.Kind> forms() {
    if (text == null) {
      return EncodedForm.ofBytes(stored.value().bytes());
    }
    boolean isString = stored.value().isText();
    return EncodedForm.ofText(isString ? text.strip() : text, isString); // each of its bytes counts
  }

  /** Returns its name in messages, which is no part of the value. */
  String name() {
    return member.isEmpty()
        ? stored.secretName()
        : "the member '" + memberShown() + "' of " + stored.secretName();
  }

  /** Shortens names, because a value may stand where names are expected. */
  private String memberShown() {
    return NAME.matcher(member)
        .replaceAll(
            found ->
                PRINTABLE.matcher(found.group()).matches()
                    ? found.group()
                    : found.group(1).replaceAll("[^\\w-]", "?") + "...");
  }
}
