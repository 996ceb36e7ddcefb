package dev.strongroom.samples.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/** A connection that is kept, with nothing between it and the socket that would have to warm up. */
final class Connection implements AutoCloseable {

  private final String host;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Connection(URI server) throws IOException {
    host = server.getAuthority();
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Calls an operation of Secrets Manager, and returns the answer's body. */
  byte[] call(String operation, String body) throws IOException {
    return exchange(
        "POST / HTTP/1.1\r\nX-Amz-Target: secretsmanager."
            + operation
            + "\r\nContent-Type: application/x-amz-json-1.1\r\n",
        body);
  }

  /** Gets a file, compressed, and returns what went over the wire of it. */
  byte[] get(String path) throws IOException {
    return exchange("GET " + path + " HTTP/1.1\r\nAccept-Encoding: gzip\r\n", "");
  }

  private byte[] exchange(String head, String body) throws IOException {
    var content = body.getBytes(UTF_8);
    var text = head + "Host: " + host + "\r\nContent-Length: " + content.length + "\r\n\r\n";
    out.write((text + body).getBytes(UTF_8));
    out.flush();
    var status = line();
    if (!status.contains(" 200 ")) {
      throw new IOException("It answered " + status + " to " + head);
    }
    int length = 0;
    for (var header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    return in.readNBytes(length);
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
