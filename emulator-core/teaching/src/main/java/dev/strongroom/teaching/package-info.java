/**
 * Scenarios that teach AWS Secrets Manager: small worlds that run, questions whose options are run,
 * and defects that can be repaired.
 */
@NullMarked
package dev.strongroom.teaching;

import org.jspecify.annotations.NullMarked;
