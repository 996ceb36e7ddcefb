/**
 * AssertJ assertions on the emulated service, hard and soft; {@link
 * dev.strongroom.assertj.StrongroomAssertions} is where to begin. AssertJ is yours to bring.
 */
@NullMarked
package dev.strongroom.assertj;

import org.jspecify.annotations.NullMarked;
