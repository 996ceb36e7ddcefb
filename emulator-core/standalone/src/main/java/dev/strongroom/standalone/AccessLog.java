package dev.strongroom.standalone;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A line for each answered request: when by the machine's clock, what, its status, and what the
 * audit knows of it. Neither bodies nor headers are printed.
 */
final class AccessLog implements BiConsumer<HttpRequest, HttpResponse> {

  private final SecretsEmulator aws;
  private final PrintWriter out;

  AccessLog(SecretsEmulator aws, PrintWriter out) {
    this.aws = aws;
    this.out = out;
  }

  @Override
  public void accept(HttpRequest request, HttpResponse answer) {
    var line = new StringBuilder();
    line.append(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS)).append(' ');
    line.append(answer.status()).append(' ');
    var record = record(answer);
    line.append(record == null ? path(request) : text(record));
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  private @Nullable AuditRecord record(HttpResponse answer) {
    var id = answer.headers().get("x-amzn-RequestId");
    if (id == null) {
      return null;
    }
    var records = aws.audit().records();
    for (int i = records.size() - 1; i >= 0 && i >= records.size() - 100; i--) {
      if (id.get(0).equals(records.get(i).requestId())) {
        return records.get(i);
      }
    }
    return null;
  }

  private static String text(AuditRecord record) {
    var text = new StringBuilder(record.operation());
    if (record.secretId() != null) {
      text.append(' ').append(record.secretId());
    }
    text.append(" by ").append(record.caller().principalArn());
    if (record.errorCode() != null) {
      text.append(": ").append(record.errorCode().wireName());
    }
    return printable(text.toString());
  }

  /** Without the query, which may be a signature. */
  private static String path(HttpRequest request) {
    return printable(request.method() + " " + request.path().split("\\?", 2)[0]);
  }

  /** One line, however the request was made up. */
  private static String printable(String text) {
    var line = text.length() > 300 ? text.substring(0, 300) + "..." : text;
    return line.replaceAll("\\p{Cntrl}", "?");
  }
}
