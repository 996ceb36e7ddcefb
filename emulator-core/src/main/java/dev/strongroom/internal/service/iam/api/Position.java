package dev.strongroom.internal.service.iam.api;

import org.jspecify.annotations.Nullable;

/** A place in the text of a policy, counted from 1. */
public record Position(@Nullable Integer line, @Nullable Integer column) {}
