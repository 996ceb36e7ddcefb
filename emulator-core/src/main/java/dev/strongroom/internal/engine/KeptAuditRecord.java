package dev.strongroom.internal.engine;

import dev.strongroom.audit.AuditRecord;

/**
 * A record of the audit with its place among all.
 *
 * @param sequence its number, from 0
 * @param due whether it happened at an instant that had passed unnoticed
 */
public record KeptAuditRecord(long sequence, boolean due, AuditRecord record) {}
