package dev.strongroom.internal.fault;

import java.util.Set;

/**
 * The operations of one service that faults can select.
 *
 * @param service the service's endpoint prefix
 * @param displayName the service's name in prose
 * @param staleReadable the reads that can be stale
 * @param paged the operations that answer in pages
 */
public record ServiceOperations(
    String service,
    String displayName,
    Set<String> operations,
    Set<String> staleReadable,
    Set<String> paged) {}
