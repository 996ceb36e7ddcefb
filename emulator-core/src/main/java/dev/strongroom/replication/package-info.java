/** Replication: a secret's copies in other Regions, and how they follow it. */
@NullMarked
package dev.strongroom.replication;

import org.jspecify.annotations.NullMarked;
