/** Requests and results of AWS Identity and Access Management. */
@NullMarked
package dev.strongroom.internal.service.iam.api;

import org.jspecify.annotations.NullMarked;
