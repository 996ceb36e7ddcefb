/** IAM policies, and the explanation of decisions that are made by them. */
@NullMarked
package dev.strongroom.iam;

import org.jspecify.annotations.NullMarked;
