/** AWS Systems Manager Parameter Store. */
@NullMarked
package dev.strongroom.internal.service.ssm;

import org.jspecify.annotations.NullMarked;
