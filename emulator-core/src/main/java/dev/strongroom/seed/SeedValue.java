package dev.strongroom.seed;

import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.SecretValue;
import org.jspecify.annotations.Nullable;

/** The value of a version: written down, or drawn when the seed is put in. */
public sealed interface SeedValue {

  /** A value that is written down. */
  record Fixed(SecretValue value) implements SeedValue {}

  /**
   * A random password, as GetRandomPassword draws it.
   *
   * @param template a JSON object that gets the password as one more member; null for the password
   *     alone
   * @param key the name of that member; null without a template
   */
  record Generated(GetRandomPassword password, @Nullable String template, @Nullable String key)
      implements SeedValue {

    /**
     * @throws IllegalArgumentException if the template is no JSON object, or only one of template
     *     and key is given
     */
    public Generated {
      if ((template == null) != (key == null)) {
        throw new IllegalArgumentException(
            "A template needs the key under which the password is put into it, and a key needs a"
                + " template");
      }
      if (template != null) {
        Json.requireObject(template, "The template of a generated value");
      }
    }

    /** Returns the value for a password that was drawn. */
    public String with(String drawn) {
      return template == null || key == null ? drawn : Json.put(template, key, drawn);
    }
  }
}
