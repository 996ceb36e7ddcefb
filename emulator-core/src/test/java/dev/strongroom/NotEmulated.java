package dev.strongroom;

import java.util.Set;

/** Members of the service model that the core's records don't have yet, as {@code Shape.Member}. */
public final class NotEmulated {

  public static final Set<String> MEMBERS = Set.of();

  private NotEmulated() {}
}
