/** The request of CloudTrail, which callers send over HTTP only. */
@NullMarked
package dev.strongroom.internal.service.cloudtrail.api;

import org.jspecify.annotations.NullMarked;
