package dev.strongroom.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tool of this machine that calls AWS.
 *
 * @param name as users know it
 * @param version of major and minor number, and perhaps more
 */
record Tool(String name, String version) {

  private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]++)[0-9.]*");

  /** Those that are on the path: the AWS CLI and boto3. */
  static List<Tool> installed() {
    var tools = new ArrayList<Tool>();
    add("AWS CLI", output("aws", "--version"), "aws-cli/", tools);
    add("boto3", output("python3", "-c", "import boto3; print(boto3.__version__)"), "", tools);
    return tools;
  }

  private static void add(String name, @Nullable String output, String prefix, List<Tool> tools) {
    if (output == null || !output.startsWith(prefix)) {
      return;
    }
    var version = VERSION.matcher(output.substring(prefix.length()));
    if (version.lookingAt()) {
      tools.add(new Tool(name, version.group()));
    }
  }

  /** Whether it reads {@code AWS_ENDPOINT_URL_...}, which came with these versions. */
  boolean readsEndpointVariables() {
    var parts = VERSION.matcher(version);
    if (!parts.lookingAt()) {
      return false;
    }
    int major = Integer.parseInt(parts.group(1));
    int minor = Integer.parseInt(parts.group(2));
    if (name.equals("boto3")) {
      return major > 1 || minor >= 28;
    }
    return major > 2 || (major == 2 ? minor >= 13 : minor >= 29);
  }

  /** What the tool wants instead of the variable. */
  String option() {
    return name.equals("boto3") ? "endpoint_url=" : "--endpoint-url ";
  }

  /** What a command prints; null if there is no such command, or it fails. */
  private static @Nullable String output(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
          return null;
        }
        return new String(process.getInputStream().readNBytes(1000), StandardCharsets.UTF_8);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException notInstalled) {
      return null;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
