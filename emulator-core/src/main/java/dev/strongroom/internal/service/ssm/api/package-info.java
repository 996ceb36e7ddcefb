/** The requests of Parameter Store, which callers send over HTTP only. */
@NullMarked
package dev.strongroom.internal.service.ssm.api;

import org.jspecify.annotations.NullMarked;
