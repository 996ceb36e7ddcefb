package dev.strongroom.samples.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * A connection that is kept as long as the server keeps it, with nothing between it and the socket
 * that would have to warm up.
 */
final class Connection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  /** Other servers refuse a call without one; none of them verifies the signature. */
  private static final String AUTHORIZATION =
      "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/secretsmanager/aws4_request,"
          + " SignedHeaders=host;x-amz-date, Signature="
          + "0".repeat(64)
          + "\r\n";

  private final URI server;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private boolean kept = true;

  Connection(URI server) throws IOException {
    this.server = server;
    socket = new Socket();
    in = InputStream.nullInputStream();
    out = OutputStream.nullOutputStream();
    connect();
  }

  private void connect() throws IOException {
    socket.close();
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Calls an operation of Secrets Manager, and returns the answer's body. */
  byte[] call(String operation, String body) throws IOException {
    return exchange(
        "POST / HTTP/1.1\r\nX-Amz-Target: secretsmanager."
            + operation
            + "\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Date: 20260101T000000Z\r\n"
            + AUTHORIZATION,
        body);
  }

  /** Gets a file, compressed, and returns what went over the wire of it. */
  byte[] get(String path) throws IOException {
    return exchange("GET " + path + " HTTP/1.1\r\nAccept-Encoding: gzip\r\n", "");
  }

  private byte[] exchange(String head, String body) throws IOException {
    if (!kept) {
      connect();
    }
    var content = body.getBytes(UTF_8);
    var host = "Host: " + server.getAuthority() + "\r\n";
    var text = head + host + "Content-Length: " + content.length + "\r\n\r\n";
    out.write((text + body).getBytes(UTF_8));
    out.flush();
    var status = line();
    kept = !status.startsWith("HTTP/1.0");
    int length = 0;
    for (var line = line(); !line.isEmpty(); line = line()) {
      var header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
      kept &= !(header.startsWith("connection:") && header.endsWith("close"));
    }
    var answer = in.readNBytes(length);
    if (!status.contains(" 200 ")) {
      throw new IOException(
          "It answered %s to %s: %s"
              .formatted(status, head.lines().toList(), new String(answer, UTF_8)));
    }
    return answer;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("The server closed the connection");
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
