package dev.strongroom.audit;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What happened up to now, oldest first, or the part of it that was asked for: {@code
 * log.of("GetSecretValue").on("prod/db").failedWith("AccessDeniedException").since(noon)}.
 *
 * @param records the latest records; older ones make room for new ones
 * @param dropped how many older records are not there any more, whatever is asked for
 */
public record AuditLog(List<AuditRecord> records, long dropped) implements Iterable<AuditRecord> {

  private static final int PRINTED = 20;

  public AuditLog {
    records = List.copyOf(records);
  }

  /** Those of one operation or service event, e.g. {@code GetSecretValue}. */
  public AuditLog of(String operation) {
    return where(record -> record.operation().equals(operation));
  }

  /**
   * Those of one service: {@code secretsmanager.amazonaws.com}, or {@code kms.amazonaws.com} with
   * what Secrets Manager asked of KMS for its callers (AUD-9).
   */
  public AuditLog from(String eventSource) {
    return where(record -> record.eventSource().equals(eventSource));
  }

  /** Those of one principal, e.g. {@code arn:aws:iam::123456789012:user/ann}. */
  public AuditLog by(String principalArn) {
    return where(record -> record.caller().principalArn().equals(principalArn));
  }

  /** Those on one secret, by name in any account, or by ARN; however the caller named it. */
  public AuditLog on(String secret) {
    return where(record -> record.key().isOn(secret));
  }

  /** Those that did what was asked. */
  public AuditLog succeeded() {
    return where(AuditRecord::succeeded);
  }

  /** Those that were refused or failed. */
  public AuditLog failed() {
    return where(record -> !record.succeeded());
  }

  /** Those that failed with one error, e.g. {@code AccessDeniedException}. */
  public AuditLog failedWith(String code) {
    return where(record -> record.key().failedWith(code));
  }

  /** Those at that instant or later. */
  public AuditLog since(Instant start) {
    return where(record -> !record.time().isBefore(start));
  }

  /** Those before that instant. */
  public AuditLog before(Instant end) {
    return where(record -> record.time().isBefore(end));
  }

  public int size() {
    return records.size();
  }

  public boolean isEmpty() {
    return records.isEmpty();
  }

  /** The earliest record; {@link IllegalStateException} if there is none. */
  public AuditRecord first() {
    requireAny();
    return records.get(0);
  }

  /** The latest record; {@link IllegalStateException} if there is none. */
  public AuditRecord last() {
    requireAny();
    return records.get(records.size() - 1);
  }

  @Override
  public Iterator<AuditRecord> iterator() {
    return records.iterator();
  }

  /** One line for each of the latest 20, after how many there are and were. */
  @Override
  public String toString() {
    return records.stream()
        .skip(Math.max(0, size() - PRINTED))
        .map(AuditRecord::toString)
        .collect(Collectors.joining("\n", "AuditLog[" + size() + " records" + loss() + "]\n", ""));
  }

  private void requireAny() {
    if (isEmpty()) {
      throw new IllegalStateException("There is no such record" + loss());
    }
  }

  private String loss() {
    return dropped == 0 ? "" : "; the log dropped its " + dropped + " oldest";
  }

  private AuditLog where(Predicate<AuditRecord> condition) {
    return new AuditLog(records.stream().filter(condition).toList(), dropped);
  }
}
