package dev.strongroom.model;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.model.ReferenceModel.ANY_TEXT;

import dev.strongroom.api.GetRandomPassword;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What random passwords must be like. */
final class ReferencePasswords {

  private ReferencePasswords() {}

  /** Refuses what must be refused; the password itself is judged by {@link #isFitting}. */
  static GetRandomPassword.Result password(GetRandomPassword request) {
    var types = passwordTypes(request);
    long length = request.passwordLength() == null ? 32 : request.passwordLength();
    boolean each = !Boolean.FALSE.equals(request.requireEachIncludedType());
    if (each && length < types.size()) { // GRP-5
      throw INVALID_PARAMETER.error("Password length is too short based on the required types.");
    }
    boolean anyLeft = Boolean.TRUE.equals(request.includeSpace());
    for (var type : types) {
      anyLeft |= !type.isEmpty();
      if (each && type.isEmpty()) { // GRP-6
        throw INVALID_PARAMETER.error(ANY_TEXT);
      }
    }
    if (!anyLeft) { // GRP-6
      throw INVALID_PARAMETER.error(ANY_TEXT);
    }
    return new GetRandomPassword.Result(null);
  }

  /** GRP-1 to GRP-3, GRP-7. */
  static boolean isFitting(GetRandomPassword request, String password) {
    long length = request.passwordLength() == null ? 32 : request.passwordLength();
    var types = passwordTypes(request);
    var allowed = String.join("", types);
    if (Boolean.TRUE.equals(request.includeSpace())) {
      allowed += " ";
    }
    boolean fits = password.length() == length;
    for (int i = 0; i < password.length(); i++) {
      fits &= allowed.indexOf(password.charAt(i)) >= 0;
    }
    for (var type : types) {
      boolean drawn = password.chars().anyMatch(each -> type.indexOf(each) >= 0);
      fits &= drawn || Boolean.FALSE.equals(request.requireEachIncludedType());
    }
    return fits;
  }

  private static List<String> passwordTypes(GetRandomPassword request) {
    var types = new ArrayList<String>();
    if (!Boolean.TRUE.equals(request.excludeLowercase())) {
      types.add("abcdefghijklmnopqrstuvwxyz");
    }
    if (!Boolean.TRUE.equals(request.excludeUppercase())) {
      types.add("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    }
    if (!Boolean.TRUE.equals(request.excludeNumbers())) {
      types.add("0123456789");
    }
    if (!Boolean.TRUE.equals(request.excludePunctuation())) {
      types.add("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
    }
    var excluded = Objects.requireNonNullElse(request.excludeCharacters(), "");
    for (int i = 0; i < excluded.length(); i++) {
      var character = excluded.substring(i, i + 1);
      types.replaceAll(type -> type.replace(character, ""));
    }
    return types;
  }
}
