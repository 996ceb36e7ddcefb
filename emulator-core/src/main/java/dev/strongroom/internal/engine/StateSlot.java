package dev.strongroom.internal.engine;

/**
 * A service's place in the state of the emulator.
 *
 * @param name unique among all slots; on disk it never changes
 * @param empty the state of a Region in which nothing has happened yet
 * @param entries how its states are kept on disk
 */
public record StateSlot<S extends RegionState>(String name, S empty, SlotEntries<S> entries) {}
