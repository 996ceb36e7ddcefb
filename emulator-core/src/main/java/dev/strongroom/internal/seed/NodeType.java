package dev.strongroom.internal.seed;

import java.util.Locale;

/** What a value of a seed file is. */
public enum NodeType {
  OBJECT,
  ARRAY,
  STRING,
  NUMBER,
  BOOLEAN,
  NULL;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
