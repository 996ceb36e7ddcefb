package dev.strongroom.internal.data;

import dev.strongroom.internal.codec.RecordCodec;
import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.codec.UnreadableEntryException;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.EmulatorState.Place;
import dev.strongroom.internal.engine.IamEntries;
import dev.strongroom.internal.engine.RegionState;
import dev.strongroom.internal.engine.SlotEntries;
import dev.strongroom.internal.engine.StateSlot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of an emulator as entries on disk: those of IAM, and those of each slot in each account
 * and Region.
 */
final class StateEntries {

  static final String IAM = "iam/";
  static final String SLOT = "slot/";

  private final Map<String, StateSlot<?>> slots = new HashMap<>();
  private final IamEntries iam = new IamEntries();
  private final RecordCodec codec;
  private final Map<Class<?>, Integer> shapes = new ConcurrentHashMap<>();

  StateEntries(List<StateSlot<?>> slots) {
    var representations = new ArrayList<Representation<?, ?>>(iam.representations());
    for (var slot : slots) {
      this.slots.put(slot.name(), slot);
      representations.addAll(slot.entries().representations());
    }
    codec = new RecordCodec(representations);
  }

  /** Adds the entries in which two states differ; null for an entry that is gone. */
  void differences(
      EmulatorState before, EmulatorState after, Map<String, @Nullable Entry> changes) {
    iam.changes(before.iam(), after.iam(), into(changes, IAM, iam));
    after
        .regions()
        .differences(
            before.regions(),
            (place, was, is) -> differences(slot(place.slot()), place, was, is, changes));
  }

  @SuppressWarnings("unchecked") // a slot's states are of its type
  private <S extends RegionState> void differences(
      StateSlot<S> slot,
      Place place,
      @Nullable RegionState was,
      @Nullable RegionState is,
      Map<String, @Nullable Entry> changes) {
    var prefix = prefix(place);
    slot.entries()
        .changes(
            was == null ? slot.empty() : (S) was,
            is == null ? slot.empty() : (S) is,
            into(changes, prefix, slot.entries()));
  }

  private SlotEntries.Change into(
      Map<String, @Nullable Entry> changes, String prefix, SlotEntries<?> entries) {
    return (key, record) ->
        changes.put(prefix + key, record == null ? null : entry(entries, record));
  }

  private Entry entry(SlotEntries<?> entries, Record record) {
    var content = codec.write(entries.version(), record);
    var outline = entries.outline(record);
    return outline == null
        ? new Entry(content)
        : new Entry(outlined(entries.version(), record.getClass(), outline), content);
  }

  /**
   * An outline begins with the shape of its entry. Only an entry of the shape that this Strongroom
   * writes can be read later: whatever else it is, is known at the start.
   */
  private byte[] outlined(int version, Class<? extends Record> type, Record outline) {
    var bytes = codec.write(version, outline);
    return ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(shape(type)).put(bytes).array();
  }

  private int shape(Class<? extends Record> type) {
    return shapes.computeIfAbsent(type, first -> codec.shape(type));
  }

  private StateSlot<?> slot(String name) {
    var slot = slots.get(name);
    if (slot == null) {
      throw new UnreadableEntryException("it is of a service that is unknown here");
    }
    return slot;
  }

  /** A state while its entries are read. */
  final class Reading {

    private final String file;
    private final Map<String, Record> ofIam = new LinkedHashMap<>();
    private EmulatorState state = EmulatorState.EMPTY;
    private @Nullable Place place;
    private String prefix = "";
    private Map<String, Record> ofPlace = new LinkedHashMap<>();

    Reading(String file) {
      this.file = file;
    }

    /**
     * Takes the next entry, in the order of keys; returns whether it is part of the state.
     *
     * @throws DamagedDataException naming the entry if it can't be read
     */
    boolean take(String key, StoredEntry entry) {
      if (key.startsWith(IAM)) {
        ofIam.put(key.substring(IAM.length()), read(iam, key, IAM.length(), entry, file));
        return true;
      }
      if (!key.startsWith(SLOT)) {
        return false;
      }
      if (place == null || !key.startsWith(prefix)) {
        endPlace();
        place = place(key, file);
        prefix = prefix(place);
      }
      ofPlace.put(
          key.substring(prefix.length()),
          read(slotOf(place, key, file).entries(), key, prefix.length(), entry, file));
      return true;
    }

    private void endPlace() {
      if (place != null) {
        state = with(state, slot(place.slot()), place.region(), ofPlace);
        ofPlace = new LinkedHashMap<>();
      }
    }

    /** Returns the state that has these entries. */
    EmulatorState end() {
      endPlace();
      place = null;
      return state.with(iam.restored(ofIam));
    }
  }

  private static <S extends RegionState> EmulatorState with(
      EmulatorState state, StateSlot<S> slot, AccountRegion region, Map<String, Record> entries) {
    return state.with(slot, region, slot.entries().restored(entries));
  }

  private static String prefix(Place place) {
    var region = place.region();
    return SLOT + place.slot() + "/" + region.accountId() + "/" + region.region() + "/";
  }

  private StateSlot<?> slotOf(Place place, String key, String file) {
    try {
      return slot(place.slot());
    } catch (UnreadableEntryException unknown) {
      throw damaged(file, key, unknown);
    }
  }

  private static Place place(String key, String file) {
    var parts = key.split("/", 5);
    if (parts.length != 5) {
      throw new DamagedDataException(file, "entry '" + key + "' has an unknown key");
    }
    return new Place(parts[1], new AccountRegion(parts[2], parts[3]));
  }

  private Record read(
      SlotEntries<?> entries, String key, int prefix, StoredEntry entry, String file) {
    try {
      var type = entries.type(key.substring(prefix));
      var outline = outline(entries, type, entry.outline());
      return outline == null
          ? whole(entries, type, key, entry, file)
          : new SlotEntries.Unread(outline, () -> whole(entries, type, key, entry, file));
    } catch (UnreadableEntryException unreadable) {
      throw damaged(file, key, unreadable);
    } catch (IllegalArgumentException unknown) {
      throw new DamagedDataException(file, "entry '" + key + "' has an unknown key", unknown);
    }
  }

  private @Nullable Record outline(
      SlotEntries<?> entries, Class<? extends Record> type, byte[] outline) {
    var outlines = entries.outlines();
    return outlines == null
            || outline.length < Integer.BYTES
            || ByteBuffer.wrap(outline).getInt() != shape(type)
        ? null
        : codec.read(
            entries.version(),
            outlines,
            Arrays.copyOfRange(outline, Integer.BYTES, outline.length));
  }

  private Record whole(
      SlotEntries<?> entries,
      Class<? extends Record> type,
      String key,
      StoredEntry entry,
      String file) {
    try {
      return codec.read(entries.version(), type, entry.content());
    } catch (UnreadableEntryException unreadable) {
      throw damaged(file, key, unreadable);
    }
  }

  static DamagedDataException damaged(String file, String key, UnreadableEntryException reason) {
    return new DamagedDataException(
        file, "entry '" + key + "' can't be read: " + reason.getMessage(), reason);
  }
}
