/** CloudFormation, SAM and CDK templates as seeds. */
@NullMarked
package dev.strongroom.local.internal.template;

import org.jspecify.annotations.NullMarked;
