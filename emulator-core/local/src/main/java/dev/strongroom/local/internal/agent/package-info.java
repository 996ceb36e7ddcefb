/** What AWS's Secrets Manager Agent and its Lambda extension answer. */
@NullMarked
package dev.strongroom.local.internal.agent;

import org.jspecify.annotations.NullMarked;
