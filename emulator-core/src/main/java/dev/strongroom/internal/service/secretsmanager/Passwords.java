package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;

import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.SecretValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operation GetRandomPassword. */
public final class Passwords {

  private static final long DEFAULT_LENGTH = 32;
  private static final String LOWERCASE = "abcdefghijklmnopqrstuvwxyz"; // GRP-1
  private static final String UPPERCASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String NUMBERS = "0123456789";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private Passwords() {}

  public static GetRandomPassword.Result getRandomPassword(
      RegionSecrets region, GetRandomPassword request, Context context) {
    var types = includedTypes(request);
    int length =
        (int) (request.passwordLength() == null ? DEFAULT_LENGTH : request.passwordLength());
    boolean requireEach = !Boolean.FALSE.equals(request.requireEachIncludedType());
    var alphabet =
        without(String.join("", types) + (isTrue(request.includeSpace()) ? " " : ""), request);
    if (requireEach) {
      types.replaceAll(type -> without(type, request));
      requireDrawable(types, length);
    }
    if (alphabet.isEmpty()) { // GRP-6
      throw INVALID_PARAMETER.error("The exclusions leave no characters for the password.");
    }
    var password = new char[length];
    for (int i = 0; i < length; i++) { // GRP-2, GRP-3
      var from = requireEach && i < types.size() ? types.get(i) : alphabet;
      password[i] = from.charAt(context.ids().passwordDraw(from.length()));
    }
    shuffle(password, context);
    return new GetRandomPassword.Result(SecretValue.ofText(new String(password)));
  }

  private static List<String> includedTypes(GetRandomPassword request) {
    var types = new ArrayList<String>();
    include(types, LOWERCASE, request.excludeLowercase());
    include(types, UPPERCASE, request.excludeUppercase());
    include(types, NUMBERS, request.excludeNumbers());
    include(types, PUNCTUATION, request.excludePunctuation());
    return types;
  }

  private static void include(List<String> types, String type, @Nullable Boolean excluded) {
    if (!isTrue(excluded)) {
      types.add(type);
    }
  }

  private static void requireDrawable(List<String> types, int length) {
    if (length < types.size()) { // GRP-5
      throw INVALID_PARAMETER.error("Password length is too short based on the required types.");
    }
    if (types.contains("")) { // GRP-6
      throw INVALID_PARAMETER.error("ExcludeCharacters leaves no characters of a required type.");
    }
  }

  private static String without(String characters, GetRandomPassword request) {
    var excluded = request.excludeCharacters();
    if (excluded == null || excluded.isEmpty()) {
      return characters;
    }
    var left = new StringBuilder();
    characters.chars().filter(c -> excluded.indexOf(c) < 0).forEach(c -> left.append((char) c));
    return left.toString();
  }

  private static void shuffle(char[] password, Context context) {
    for (int i = password.length - 1; i > 0; i--) {
      int j = context.ids().passwordDraw(i + 1);
      char swapped = password[i];
      password[i] = password[j];
      password[j] = swapped;
    }
  }

  private static boolean isTrue(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }
}
