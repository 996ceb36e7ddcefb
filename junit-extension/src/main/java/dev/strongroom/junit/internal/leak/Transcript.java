package dev.strongroom.junit.internal.leak;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came out of one channel while somebody watches: a text of limited length, whose places keep
 * their numbers when its beginning is dropped. Who uses more than one of its methods for one answer
 * holds its lock.
 */
final class Transcript {

  static final int MOST = 16 << 20; // characters
  static final int TAIL = 1 << 19; // kept for a value that isn't over yet: 64 KiB, percent-encoded

  final String channel;
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // not yet in the text
  private final TreeMap<Long, String> origins = new TreeMap<>(); // by where their texts begin
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

  /** Adds what one logger had to say. */
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

  /** Bytes may be a part of a character, so they wait for the others as long as they can. */
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

  /** The place after all that came so far. */
  synchronized long end() {
    decode();
    return dropped + text.length();
  }

  /** The first place that is still there. */
  synchronized long beginning() {
    return dropped;
  }

  synchronized String between(long start, long end) {
    return text.substring((int) (start - dropped), (int) (end - dropped));
  }

  /** How many lines end before a place. */
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

  /** Whose words these are; null where that is not known. */
  synchronized @Nullable String origin(long place) {
    var entry = origins.floorEntry(place);
    return entry == null ? null : entry.getValue();
  }

  synchronized void dropBefore(long place) {
    if (place > dropped) {
      droppedLines += lineEnds(place);
      text.delete(0, (int) (place - dropped));
      dropped = place;
      var origin = origins.floorKey(place); // of what is cut in two
      origins.headMap(origin == null ? place : origin).clear();
    }
  }
}
