/**
 * What AWS would say about what is stored and was called: the bill, the verdicts of Config rules,
 * the metrics of CloudWatch.
 */
@NullMarked
package dev.strongroom.report;

import org.jspecify.annotations.NullMarked;
