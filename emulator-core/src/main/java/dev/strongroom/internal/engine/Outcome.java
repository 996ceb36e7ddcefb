package dev.strongroom.internal.engine;

/** The state that an operation leaves, and its result. */
public record Outcome<R>(EmulatorState next, R result) {}
