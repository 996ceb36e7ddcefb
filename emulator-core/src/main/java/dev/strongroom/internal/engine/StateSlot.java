package dev.strongroom.internal.engine;

/**
 * A service's place in the state of the emulator.
 *
 * @param name unique among all slots
 * @param empty the state of a Region in which nothing has happened yet
 */
public record StateSlot<S extends RegionState>(String name, S empty) {}
