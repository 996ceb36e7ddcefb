/** AWS Identity and Access Management. */
@NullMarked
package dev.strongroom.internal.service.iam;

import org.jspecify.annotations.NullMarked;
