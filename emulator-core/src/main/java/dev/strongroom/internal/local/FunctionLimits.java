package dev.strongroom.internal.local;

import java.nio.file.Path;
import java.util.List;

/**
 * What all rotation functions of an emulator that are given by where their code is have in common.
 *
 * @param allowsRemote whether a URL may lead to another machine
 * @param drivers jars with the JDBC drivers of built-in functions; empty for those of the
 *     application's class path
 */
public record FunctionLimits(boolean allowsRemote, List<Path> drivers) {

  /** Loopback only, and the application's own drivers. */
  public static final FunctionLimits DEFAULT = new FunctionLimits(false, List.of());

  public FunctionLimits {
    drivers = List.copyOf(drivers);
  }
}
