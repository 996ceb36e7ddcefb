package dev.strongroom.internal.codec;

import dev.strongroom.internal.codec.RecordCodec.Form;
import dev.strongroom.internal.collection.SortedTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How collections are written: the number of elements, and each of them in its order. */
final class CollectionForms {

  private CollectionForms() {}

  static Form of(Class<?> type, List<Form> elements, RecordCodec codec) {
    if (type == List.class) {
      return new Elements(elements.get(0), codec, Collections::unmodifiableList);
    }
    if (type == Set.class) {
      return new Elements(
          elements.get(0),
          codec,
          list -> Collections.unmodifiableSet(new LinkedHashSet<@Nullable Object>(list)));
    }
    if (type == Map.class || type == SortedMap.class) {
      return new Entries(elements.get(0), elements.get(1), type == SortedMap.class, codec);
    }
    if (type == SortedTree.class) {
      return new Tree(elements.get(0), elements.get(1), codec);
    }
    throw new IllegalStateException(type + " has no form");
  }

  private interface Collecting {
    Object of(List<@Nullable Object> elements);
  }

  private record Elements(Form form, RecordCodec codec, Collecting collecting) implements Form {

    @Override
    public void write(Object value, Bytes out) {
      var elements = (Collection<?>) value;
      out.putLong(elements.size());
      for (var element : elements) {
        codec.writeNullable(element, form, out);
      }
    }

    @Override
    public Object read(Bytes in) {
      int size = in.getCount();
      var elements = new ArrayList<@Nullable Object>(size);
      for (int i = 0; i < size; i++) {
        elements.add(codec.readNullable(form, in));
      }
      return collecting.of(elements);
    }
  }

  private record Entries(Form key, Form value, boolean sorted, RecordCodec codec) implements Form {

    @Override
    public void write(Object map, Bytes out) {
      var entries = (Map<?, ?>) map;
      out.putLong(entries.size());
      entries.forEach(
          (name, content) -> {
            key.write(name, out);
            codec.writeNullable(content, value, out);
          });
    }

    @Override
    public Object read(Bytes in) {
      int size = in.getCount();
      Map<Object, @Nullable Object> entries = sorted ? new TreeMap<>() : new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        entries.put(key.read(in), codec.readNullable(value, in));
      }
      return entries instanceof SortedMap<Object, @Nullable Object> inOrder
          ? Collections.unmodifiableSortedMap(inOrder)
          : Collections.unmodifiableMap(entries);
    }
  }

  private record Tree(Form key, Form value, RecordCodec codec) implements Form {

    @Override
    public void write(Object tree, Bytes out) {
      var entries = (SortedTree<?, ?>) tree;
      out.putLong(entries.size());
      for (var entry : entries) {
        key.write(entry.getKey(), out);
        value.write(entry.getValue(), out);
      }
    }

    @Override
    public Object read(Bytes in) {
      int size = in.getCount();
      return tree(size, in);
    }

    @SuppressWarnings("unchecked") // the keys of a tree are comparable with each other
    private <K extends Comparable<K>> SortedTree<K, Object> tree(int size, Bytes in) {
      var entries = new ArrayList<Map.Entry<K, Object>>(size);
      for (int i = 0; i < size; i++) {
        entries.add(Map.entry((K) key.read(in), value.read(in)));
      }
      return SortedTree.ofSorted(entries, Map.Entry::getKey, Map.Entry::getValue);
    }
  }
}
