package dev.strongroom.junit.internal.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A text that shows a secret value, as it is or encoded. */
record EncodedForm(String text, Kind kind) {

  /** How the text shows the value. */
  enum Kind {
    PLAIN(""),
    JSON(", escaped as in JSON"),
    PERCENT(", percent-encoded"),
    BASE64(", in base64"),
    HEX(", in hex");

    final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");
  private static final Pattern ESCAPED_BYTE = Pattern.compile("%[0-9A-F]{2}");

  /** Returns the forms of a text of 8 characters or more; no form is shorter. */
  static Map<String, Kind> ofText(String text, boolean isString) {
    var forms = new LinkedHashMap<String, Kind>(); // the plain one first: others may equal it
    forms.put(text.replace("\r", ""), Kind.PLAIN); // where a line ends, it may be printed or not
    var escaped = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    put(forms, Kind.JSON, escaped);
    put(forms, Kind.JSON, escaped.replace("/", "\\/"));
    put(forms, Kind.JSON, ascii(escaped));
    var form = URLEncoder.encode(text, UTF_8);
    var path = form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~"); // RFC 3986
    put(forms, Kind.PERCENT, form);
    put(forms, Kind.PERCENT, path);
    put(forms, Kind.PERCENT, lowerCase(form));
    put(forms, Kind.PERCENT, lowerCase(path));
    putBase64(forms, text.getBytes(UTF_8));
    if (!isString) {
      putHex(forms, text.getBytes(UTF_8));
    }
    return forms;
  }

  /** Returns the forms of 8 or more bytes that are not text. */
  static Map<String, Kind> ofBytes(byte[] bytes) {
    var forms = new LinkedHashMap<String, Kind>();
    putBase64(forms, bytes);
    putHex(forms, bytes);
    return forms;
  }

  /**
   * Adds the base64 characters that depend on the value alone, at each of three alignments: they
   * are the same wherever the value stands in a longer text that is encoded, such as after a user
   * name and a colon. The encoding of the value itself begins with the first of them.
   */
  private static void putBase64(Map<String, Kind> forms, byte[] bytes) {
    for (int before = 0; before < 3; before++) {
      var shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int first = (8 * before + 5) / 6;
      int end = 8 * shifted.length / 6;
      put(forms, Kind.BASE64, Base64.getEncoder().encodeToString(shifted).substring(first, end));
      put(forms, Kind.BASE64, Base64.getUrlEncoder().encodeToString(shifted).substring(first, end));
    }
  }

  private static void putHex(Map<String, Kind> forms, byte[] bytes) {
    put(forms, Kind.HEX, HexFormat.of().formatHex(bytes));
    put(forms, Kind.HEX, HexFormat.of().withUpperCase().formatHex(bytes));
  }

  private static void put(Map<String, Kind> forms, Kind kind, String text) {
    forms.putIfAbsent(text, kind);
  }

  private static String ascii(String text) {
    return NOT_ASCII
        .matcher(text)
        .replaceAll(
            found -> {
              var codes = new StringBuilder();
              found.group().chars().forEach(c -> codes.append("\\\\u%04x".formatted(c)));
              return codes.toString();
            });
  }

  private static String lowerCase(String text) {
    return ESCAPED_BYTE.matcher(text).replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
  }
}
