package dev.strongroom.internal.codec;

import java.util.function.Function;

/** A record that stands for objects of a class which is none, or whose components are derived. */
public record Representation<T, R extends Record>(
    Class<T> type, Class<R> as, Function<T, R> represent, Function<R, T> restore) {}
