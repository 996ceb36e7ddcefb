package dev.strongroom.seed;

import dev.strongroom.api.RotationRules;

/**
 * How a seeded secret is rotated. Its function is not asked when the seed is put in, and may be
 * registered later.
 *
 * @param functionArn the ARN of the rotation function
 * @param immediately whether a rotation starts as soon as the seed is put in, if the function is
 *     registered
 */
public record RotationSeed(String functionArn, RotationRules rules, boolean immediately) {}
