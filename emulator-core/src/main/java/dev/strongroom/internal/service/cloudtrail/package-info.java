/** AWS CloudTrail, as far as it answers what has been called. */
@NullMarked
package dev.strongroom.internal.service.cloudtrail;

import org.jspecify.annotations.NullMarked;
