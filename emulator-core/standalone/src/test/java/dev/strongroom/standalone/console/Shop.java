package dev.strongroom.standalone.console;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;

/** What the tests of the console look at: the secrets of a small shop after a busy morning. */
final class Shop {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static final String SEED =
      """
      {
        "secrets": [
          {"name": "prod/db", "arnSuffix": "AbCdEf", "kmsKey": "alias/shop", "replicas": ["eu-west-1"],
           "description": "The shop's database",
           "json": {"engine": "postgres", "host": "db.internal", "username": "app", "password": "one"},
           "tags": {"team": "shop", "stage": "prod"},
           "resourcePolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Partner", "Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
             "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]},
           "rotation": {"function": "arn:aws:lambda:us-east-1:123456789012:function:rotate", "days": 30}},
          {"name": "prod/payment-api", "arnSuffix": "GhIjKl", "tags": {"team": "payment"},
           "versions": [{"string": "key-1", "labels": ["AWSPREVIOUS"]},
                        {"string": "key-2", "labels": ["AWSCURRENT", "blue"]}]},
          {"name": "prod/signing", "arnSuffix": "MnOpQr", "string": "s1", "tags": {"team": "shop"}},
          {"name": "stage/db", "arnSuffix": "StUvWx", "json": {"username": "app", "password": "stage"}},
          {"name": "stage/old", "arnSuffix": "YzAbCd", "string": "x",
           "scheduledForDeletion": {"recoveryWindowInDays": 7}}
        ],
        "parameters": [
          {"name": "/prod/db/host", "value": "db.internal"},
          {"name": "/prod/api-key", "value": "abc", "type": "SecureString", "kmsKey": "alias/shop"}
        ],
        "keys": [{"aliases": ["alias/shop"], "rotationPeriodInDays": 365}],
        "functions": [{"arn": "arn:aws:lambda:us-east-1:123456789012:function:rotate", "code": "builtin:password"}],
        "faults": [{"on": "PutSecretValue", "secret": "stage/*", "first": 2, "throttle": true}],
        "accounts": [{
          "users": [{"name": "ann", "policies": [{"Version": "2012-10-17", "Statement": [
            {"Sid": "ReadProd", "Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
             "Resource": "arn:aws:secretsmanager:*:*:secret:prod/*"}]}]},
            {"name": "bob"}],
          "roles": [{"name": "checkout", "policies": [{"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"},
            {"Sid": "NotSigning", "Effect": "Deny", "Action": "secretsmanager:*",
             "Resource": "arn:aws:secretsmanager:*:*:secret:prod/signing-*"}]}]}]
        }]
      }
      """;

  private Shop() {}

  static SecretsEmulator emulator() {
    var aws =
        SecretsEmulator.builder()
            .frozenAt(NOON.minus(Duration.ofHours(6)))
            .randomSeed(1)
            .seed(Seed.parse(SEED))
            .build();
    return aws;
  }
}
