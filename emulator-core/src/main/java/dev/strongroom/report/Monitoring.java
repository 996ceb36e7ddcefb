package dev.strongroom.report;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;

/** What CloudWatch counts, and what its alarms and EventBridge's rules look for. */
public final class Monitoring {

  private Monitoring() {}

  /**
   * Returns the metric {@code ResourceCount} of {@code AWS/SecretsManager} in the default account
   * and Region: the secrets there, those marked for deletion included (CFG-2).
   */
  public static long resourceCount(SecretsEmulator aws) {
    return resourceCount(aws, aws.administrator());
  }

  /** Returns the same of a caller's account and Region. */
  public static long resourceCount(SecretsEmulator aws, Caller caller) {
    var now = aws.clock().instant();
    return EmulatorInternals.engine(aws)
        .state()
        .in(SecretsManager.SECRETS, new AccountRegion(caller.accountId(), caller.region()))
        .all()
        .filter(secret -> secret.goneAt() == null || now.isBefore(secret.goneAt()))
        .count();
  }

  /**
   * Returns the reads of secrets that were marked for deletion: AWS's documentation sets an alarm
   * on one or more of them, {@code AttemptsToAccessDeletedSecrets} (CFG-3).
   */
  public static AuditLog readsOfDeletedSecrets(AuditLog log) {
    return new AuditLog(
        log.of("GetSecretValue").records().stream()
            .filter(
                record ->
                    String.valueOf(record.errorMessage())
                        .contains("secret because it was marked for deletion"))
            .toList(),
        log.dropped());
  }

  /** Returns what a rule on EventBridge's {@code RotationFailed} is notified of (CFG-4). */
  public static AuditLog failedRotations(AuditLog log) {
    return log.of("RotationFailed");
  }
}
