/** AWS Security Token Service. */
@NullMarked
package dev.strongroom.internal.service.sts;

import org.jspecify.annotations.NullMarked;
