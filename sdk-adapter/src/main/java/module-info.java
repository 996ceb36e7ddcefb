/** Clients of the AWS SDK for Java 2 over the emulated service. */
module dev.strongroom.sdk {
  requires static aws.lambda.java.core;
  requires com.fasterxml.jackson.databind;
  requires transitive dev.strongroom;
  requires software.amazon.awssdk.auth;
  requires transitive software.amazon.awssdk.awscore;
  requires transitive software.amazon.awssdk.core;
  requires transitive software.amazon.awssdk.http;
  requires static software.amazon.awssdk.identity.spi; // since SDK 2.21
  requires software.amazon.awssdk.profiles;
  requires transitive software.amazon.awssdk.regions;
  requires static software.amazon.awssdk.retries.api; // since SDK 2.26
  requires static software.amazon.awssdk.services.kms;
  requires static software.amazon.awssdk.services.sts;
  requires transitive software.amazon.awssdk.services.secretsmanager;
  requires software.amazon.awssdk.utils;

  uses software.amazon.awssdk.http.SdkHttpService;
  uses software.amazon.awssdk.http.async.SdkAsyncHttpService;

  exports dev.strongroom.sdk;
}
