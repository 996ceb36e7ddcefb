/**
 * What happened, as values: one record for every call in every outcome and for what the service did
 * by itself, counts of them, and the events that listeners get; never with a secret value in it.
 */
@NullMarked
package dev.strongroom.audit;

import org.jspecify.annotations.NullMarked;
