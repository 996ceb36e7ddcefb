package dev.strongroom.local.internal.function;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The beginning of what a process prints; the rest is read and dropped, so that it never waits. */
final class Printed implements Runnable {

  private static final int KEPT = 64 << 10;

  private final InputStream in;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread thread = new Thread(this, "strongroom-function-output");

  Printed(InputStream in) {
    this.in = in;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    var buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        kept.write(buffer, 0, Math.min(n, KEPT - kept.size()));
      }
    } catch (IOException ended) {
      // what is there is there
    }
  }

  /** Everything that is kept, once the process has ended. */
  byte[] bytes() throws InterruptedException {
    thread.join(5000);
    var bytes = kept.toByteArray();
    int end = bytes.length;
    while (bytes.length == KEPT && end > 0 && bytes[end - 1] != '\n') {
      end--; // half a line could be half a value, which nobody would mask
    }
    return Arrays.copyOf(bytes, end);
  }
}
