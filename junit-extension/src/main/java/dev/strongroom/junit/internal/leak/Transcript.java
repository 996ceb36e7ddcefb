package dev.strongroom.junit.internal.leak;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The output of one channel while it is watched: a text of limited length, whose positions keep
 * their numbers when its beginning is dropped. Callers that combine several of its methods hold its
 * lock.
 */
final class Transcript {

  static final int MOST = 16 << 20; // characters
  static final int TAIL =
      1 << 19; // kept for a value that may be incomplete: 64 KiB, percent-encoded

  final String channel;
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // not yet in the text
  private final TreeMap<Long, String> origins = new TreeMap<>(); // by the position of their texts
  private long dropped;
  private long droppedLines;

  Transcript(String channel) {
    this.channel = channel;
  }

  synchronized void print(String printed) {
    decode();
    append(printed);
  }

  synchronized void print(byte[] printed, int offset, int length) {
    bytes.write(printed, offset, length);
    boolean isLine = length > 0 && printed[offset + length - 1] == '\n';
    if (bytes.size() > (isLine ? TAIL : MOST)) {
      decode();
    }
  }

  /** Adds a logger's message. */
  synchronized void log(String origin, String message) {
    origins.put(end(), origin);
    append(message + "\n");
  }

  private void append(String more) {
    text.append(more);
    if (text.length() > MOST) {
      Outputs.searchBeforeItIsDropped(this);
      dropBefore(end() - TAIL);
    }
  }

  /** Decodes bytes as late as possible, because they may be a part of a character. */
  private void decode() {
    if (bytes.size() == 0) {
      return;
    }
    var all = bytes.toByteArray();
    bytes.reset();
    String decoded;
    try {
      decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(all)).toString();
    } catch (CharacterCodingException another) {
      decoded = new String(all, Charset.defaultCharset());
    }
    append(decoded);
  }

  /** Returns the position after the text so far. */
  synchronized long end() {
    decode();
    return dropped + text.length();
  }

  /** Returns the first position that has not been dropped. */
  synchronized long beginning() {
    return dropped;
  }

  synchronized String between(long start, long end) {
    return text.substring((int) (start - dropped), (int) (end - dropped));
  }

  /** Returns the number of lines that end before a position. */
  synchronized long linesBefore(long place) {
    return droppedLines + lineEnds(place);
  }

  private long lineEnds(long place) {
    long lines = 0;
    for (int i = text.indexOf("\n"); i >= 0 && i < place - dropped; i = text.indexOf("\n", i + 1)) {
      lines++;
    }
    return lines;
  }

  /** Returns the logger of the text at a position; null if it is not known. */
  synchronized @Nullable String origin(long place) {
    var entry = origins.floorEntry(place);
    return entry == null ? null : entry.getValue();
  }

  synchronized void dropBefore(long place) {
    if (place > dropped) {
      droppedLines += lineEnds(place);
      text.delete(0, (int) (place - dropped));
      dropped = place;
      var origin = origins.floorKey(place); // of a text that is cut in two
      origins.headMap(origin == null ? place : origin).clear();
    }
  }
}
