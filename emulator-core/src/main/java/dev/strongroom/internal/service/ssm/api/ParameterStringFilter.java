package dev.strongroom.internal.service.ssm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition on the parameters that a list has. */
public record ParameterStringFilter(
    String key, @Nullable String option, @Nullable List<String> values) {}
