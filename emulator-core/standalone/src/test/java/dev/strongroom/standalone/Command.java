package dev.strongroom.standalone;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** The command in this process, as tests run it. */
record Command(int exitCode, List<String> out, List<String> err) {

  static Command run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Main.commandLineFor(arguments)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Command(exitCode, out.toString().lines().toList(), err.toString().lines().toList());
  }
}
