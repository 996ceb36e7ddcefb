package dev.strongroom.teaching.cli;

import picocli.CommandLine;

/** The command by itself, as a process for terminals and recordings. */
final class Learn {

  private Learn() {}

  public static void main(String... arguments) {
    System.exit(new CommandLine(new LearnCommand()).execute(arguments));
  }
}
