package dev.strongroom.samples.benchmark;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.iam.PolicyDocument;
import java.util.List;
import java.util.UUID;

/** What policies add to a read. */
final class Policies {

  private static final SecretValue VALUE = SecretValue.ofText("x".repeat(64));
  private static final int STATEMENTS = 10;
  private static final String LONG_NAME = "a".repeat(400);

  private Policies() {}

  static List<Figure> measure() throws Exception {
    return List.of(statements(), hostile());
  }

  private static SecretsEmulator emulator(String name) {
    var aws = SecretsEmulator.builder().auditCapacity(1_000).build();
    aws.as(aws.administrator())
        .call(CreateSecret.of(name, UUID.randomUUID().toString()).withSecretString(VALUE));
    return aws;
  }

  /** The decision is what a read with ten statements takes longer than one without policies. */
  private static Figure statements() throws Exception {
    var aws = emulator("prod/db");
    var account = aws.account(aws.administrator().accountId());
    var policy = PolicyDocument.allow("secretsmanager:GetSecretValue").on("*");
    for (int i = 1; i < STATEMENTS; i++) {
      policy =
          PolicyDocument.allow("secretsmanager:*")
              .on("arn:aws:secretsmanager:us-east-1:*:secret:team-" + i + "/*")
              .when("StringEquals", "secretsmanager:VersionStage", "AWSCURRENT")
              .and(policy);
    }
    var app = account.role("app").policy(policy);
    var limited = aws.as(app.caller());
    var administrator = aws.as(aws.administrator());
    var both =
        new Turns(60, 2_000)
            .compare(
                "a decision with 10 statements, beside a read without policies",
                1 / 3.0,
                () -> limited.call(GetSecretValue.of("prod/db")),
                () -> administrator.call(GetSecretValue.of("prod/db")));
    var floor = both.floor();
    return Figure.beside(
        both.what(),
        both.unit(),
        new Sample(both.own().minimum() - floor.minimum(), both.own().median() - floor.median()),
        floor,
        1 / 3.0);
  }

  /** A kilobyte of a policy of 20 KB of wildcards, beside one of 5 KB. */
  private static Figure hostile() throws Exception {
    var large = hostile(20_000);
    var small = hostile(5_000);
    var both =
        new Turns(30, 20)
            .compare(
                "20 KB of hostile wildcards, a KB, beside 5 KB",
                1.3,
                () -> large.call(GetSecretValue.of(LONG_NAME)),
                () -> small.call(GetSecretValue.of(LONG_NAME)));
    return Figure.beside(
        both.what(), both.unit(), perKilobyte(both.own(), 20), perKilobyte(both.floor(), 5), 1.3);
  }

  private static Sample perKilobyte(Sample sample, int kilobytes) {
    return new Sample(sample.minimum() / kilobytes, sample.median() / kilobytes);
  }

  private static ServiceClient hostile(int bytes) {
    var aws = emulator(LONG_NAME);
    var statement =
        """
        {"Effect":"Deny","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:*:*:secret:%sb"}"""
            .formatted("*a".repeat(400));
    var statements = new StringBuilder(statement);
    while (statements.length() + statement.length() < bytes) {
      statements.append(',').append(statement);
    }
    var administrator = aws.as(aws.administrator());
    administrator.call(
        PutResourcePolicy.of(
            LONG_NAME, "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}"));
    return administrator;
  }
}
