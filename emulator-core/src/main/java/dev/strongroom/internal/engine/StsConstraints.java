package dev.strongroom.internal.engine;

import static dev.strongroom.internal.engine.Constraints.member;
import static dev.strongroom.internal.engine.Constraints.required;
import static dev.strongroom.internal.engine.Constraints.shape;

import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.api.sts.Tag;
import dev.strongroom.internal.engine.Constraints.Constraint;
import dev.strongroom.internal.engine.Constraints.Shape;
import java.util.Map;

/** The constraints of the STS model, in the form of {@link Constraints}. */
final class StsConstraints {

  private static final Constraint SESSION_NAME = Constraint.within(2, 64).matching("[\\w+=,.@-]*");

  static final Map<Class<?>, Shape<?>> BY_TYPE =
      Map.of(
          AssumeRole.class,
          shape(
              AssumeRole.class,
              required(
                  "RoleArn",
                  AssumeRole::roleArn,
                  Constraint.within(20, 2048)
                      .matching(
                          "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+")),
              required("RoleSessionName", AssumeRole::roleSessionName, SESSION_NAME),
              member(
                  "Policy",
                  AssumeRole::policy,
                  Constraint.within(1, null).matching("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")),
              member("DurationSeconds", AssumeRole::durationSeconds, Constraint.within(900, 43200)),
              member(
                  "Tags",
                  AssumeRole::tags,
                  Constraint.within(null, 50)
                      .of(
                          shape(
                              Tag.class,
                              required(
                                  "Key",
                                  Tag::key,
                                  Constraint.within(1, 128)
                                      .matching("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+")),
                              required(
                                  "Value",
                                  Tag::value,
                                  Constraint.within(0, 256)
                                      .matching("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"))))),
              member(
                  "ExternalId",
                  AssumeRole::externalId,
                  Constraint.within(2, 1224).matching("[\\w+=,.@:\\/-]*")),
              member("SourceIdentity", AssumeRole::sourceIdentity, SESSION_NAME)));

  private StsConstraints() {}
}
