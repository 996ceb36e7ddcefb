package dev.strongroom.internal.service.kms;

/** What an operation that changes a key answers: the key as it will be, and the result. */
public record Change<R>(Key next, R result) {}
