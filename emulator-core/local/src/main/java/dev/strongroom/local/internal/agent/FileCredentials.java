package dev.strongroom.local.internal.agent;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client that calls as whom a credentials file names, in its profile {@code default}. It looks at
 * the file again when five minutes have passed; what can't be read leaves what was there (AG-9).
 */
final class FileCredentials implements ServiceClient {

  private static final Duration LOOKS_AGAIN = Duration.ofMinutes(5);

  private final SecretsEmulator aws;
  private final Path file;
  private final String region;
  private @Nullable String accessKeyId;
  private Instant looked = Instant.MIN;

  FileCredentials(SecretsEmulator aws, Path file, String region) {
    this.aws = aws;
    this.file = file;
    this.region = region;
  }

  @Override
  public synchronized Caller caller() {
    var now = aws.clock().instant();
    if (accessKeyId == null || !now.isBefore(looked.plus(LOOKS_AGAIN))) {
      looked = now;
      var found = read();
      accessKeyId = found == null ? accessKeyId : found;
    }
    if (accessKeyId == null) {
      throw new IllegalStateException("The credentials file has no credentials yet: " + file);
    }
    return aws.caller(accessKeyId, region);
  }

  @Override
  public <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.as(caller()).call(request);
  }

  private @Nullable String read() {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      return null;
    }
    boolean isDefault = false;
    String id = null;
    for (var line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        isDefault = line.equals("[default]");
      } else if (isDefault && line.startsWith("aws_access_key_id")) {
        id = line.substring(line.indexOf('=') + 1).strip();
      }
    }
    return id == null || id.isEmpty() ? null : id;
  }
}
