package dev.strongroom.internal.engine;

/** The states before and after a write. */
public record StateChange(EmulatorState before, EmulatorState after) {}
