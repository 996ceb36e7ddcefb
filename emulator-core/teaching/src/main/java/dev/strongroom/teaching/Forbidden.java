package dev.strongroom.teaching;

import dev.strongroom.teaching.world.World;
import dev.strongroom.teaching.yaml.Located;
import java.util.List;
import java.util.Locale;

/** What a repair may not do, although it would work. */
public enum Forbidden {
  /** A secret's policy that lets in everybody. */
  PUBLIC_RESOURCE_POLICY,
  /** A key's policy that lets in everybody. */
  PUBLIC_KEY_POLICY,
  /** A user or role that may do everything with everything, or everything with all secrets. */
  WILDCARD_IDENTITY_POLICY;

  static Forbidden parse(Located file) {
    var words = List.of(values()).stream().map(Forbidden::word).toList();
    return values()[words.indexOf(file.asOneOf(words))];
  }

  /** As a scenario writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is the case in a world. */
  public boolean isViolated(World world) {
    return switch (this) {
      case PUBLIC_RESOURCE_POLICY -> world.hasPublicSecret();
      case PUBLIC_KEY_POLICY -> world.hasPublicKey();
      case WILDCARD_IDENTITY_POLICY -> world.hasAlmightyPrincipal();
    };
  }
}
