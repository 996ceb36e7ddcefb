package dev.strongroom.sdk;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a class file refers to, by the class file format (JVMS 4.4). */
final class ConstantPool {

  private final Map<Integer, String> texts = new HashMap<>();
  private final Map<Integer, int[]> references = new HashMap<>();
  private final List<int[]> calls = new ArrayList<>();

  private ConstantPool() {}

  /**
   * Every text, which includes the names of classes, descriptors and string literals, with slashes
   * for dots; and every method referred to, as {@code some/Type.method}.
   */
  static List<String> namesIn(byte[] classFile) throws IOException {
    var pool = new ConstantPool();
    pool.read(new DataInputStream(new ByteArrayInputStream(classFile)));
    var names = new ArrayList<String>();
    pool.texts.values().forEach(text -> names.add(text.replace('.', '/')));
    pool.calls.forEach(call -> names.add(pool.text(call[0]) + "." + pool.text(call[1])));
    return names;
  }

  private void read(DataInputStream in) throws IOException {
    in.readInt(); // magic
    in.readInt(); // version
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.put(i, in.readUTF());
        case 7 -> references.put(i, new int[] {in.readUnsignedShort()});
        case 12 -> references.put(i, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
        case 10, 11 -> calls.add(new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
        case 8, 16, 19, 20 -> in.skipBytes(2);
        case 15 -> in.skipBytes(3);
        case 3, 4, 9, 17, 18 -> in.skipBytes(4);
        case 5, 6 -> {
          in.skipBytes(8);
          i++; // these take two entries
        }
        default -> throw new IOException("No constant has the tag " + tag);
      }
    }
  }

  /** The name of a class, or of a name and type. */
  private String text(int index) {
    return texts.get(references.get(index)[0]);
  }
}
