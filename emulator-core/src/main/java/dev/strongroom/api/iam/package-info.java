/** Requests and results of AWS Identity and Access Management. */
@NullMarked
package dev.strongroom.api.iam;

import org.jspecify.annotations.NullMarked;
