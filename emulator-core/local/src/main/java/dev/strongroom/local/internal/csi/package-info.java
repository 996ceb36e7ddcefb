/** What the AWS provider of the Secrets Store CSI driver does. */
@NullMarked
package dev.strongroom.local.internal.csi;

import org.jspecify.annotations.NullMarked;
