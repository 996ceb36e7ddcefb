package dev.strongroom.internal.service.ssm.api;

/** A parameter policy and whether it has been applied. */
public record ParameterInlinePolicy(String policyText, String policyType, String policyStatus) {}
