package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.DRY_RUN_OPERATION;

import org.jspecify.annotations.Nullable;

/** The last check of an operation that can be tried without doing it (KMS-12). */
final class DryRun {

  private DryRun() {}

  static void stop(@Nullable Boolean dryRun) {
    if (Boolean.TRUE.equals(dryRun)) {
      throw DRY_RUN_OPERATION.error(
          "The request would have succeeded, but the DryRun option is set.");
    }
  }
}
