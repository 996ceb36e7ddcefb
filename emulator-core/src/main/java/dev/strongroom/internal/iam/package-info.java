/** The evaluation of IAM policies: statements, principals, requests and the decision. */
@NullMarked
package dev.strongroom.internal.iam;

import org.jspecify.annotations.NullMarked;
