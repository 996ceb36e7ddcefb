/** The constraints that AWS's service models put on requests, and the answer to a violation. */
@NullMarked
package dev.strongroom.internal.model;

import org.jspecify.annotations.NullMarked;
