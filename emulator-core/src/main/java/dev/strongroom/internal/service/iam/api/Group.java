package dev.strongroom.internal.service.iam.api;

import java.time.Instant;

/** A group of users as IAM describes it. */
public record Group(
    String path, String groupName, String groupId, String arn, Instant createDate) {}
