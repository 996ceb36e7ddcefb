package dev.strongroom.secret;

/** What a writing operation answers: the secret as it will be, and the result for the caller. */
public record Change<R>(Secret next, R result) {}
