/**
 * Policy documents, principals, request context, and the decision with its explanation and repair.
 */
@NullMarked
package dev.strongroom.iam;

import org.jspecify.annotations.NullMarked;
