/** Resource policies: how they are put on a secret, and what is refused. */
@NullMarked
package dev.strongroom.policy;

import org.jspecify.annotations.NullMarked;
