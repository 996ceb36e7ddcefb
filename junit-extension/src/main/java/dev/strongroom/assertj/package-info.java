/**
 * AssertJ assertions on the emulated service, hard and soft; {@link
 * dev.strongroom.assertj.StrongroomAssertions} is where to begin. The application declares AssertJ
 * as a dependency itself.
 */
@NullMarked
package dev.strongroom.assertj;

import org.jspecify.annotations.NullMarked;
