package dev.strongroom.api;

/**
 * What came back from one call: the operation's result and the id under which the service logged
 * the request.
 */
public record Response<R>(String requestId, R result) {}
