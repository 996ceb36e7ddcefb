/** The emulated service, in process and without the AWS SDK. */
@SuppressWarnings("module") // our other modules, which are compiled later
module dev.strongroom {
  requires com.fasterxml.jackson.databind;
  requires jdk.httpserver;
  requires transitive java.sql;
  requires org.bouncycastle.provider;
  requires static transitive org.jspecify;

  exports dev.strongroom;
  exports dev.strongroom.api;
  exports dev.strongroom.api.kms;
  exports dev.strongroom.api.sts;
  exports dev.strongroom.audit;
  exports dev.strongroom.fault;
  exports dev.strongroom.iam;
  exports dev.strongroom.internal to
      dev.strongroom.local,
      dev.strongroom.sdk,
      dev.strongroom.junit;
  exports dev.strongroom.internal.engine to
      dev.strongroom.sdk,
      dev.strongroom.junit;
  exports dev.strongroom.internal.data to
      dev.strongroom.local;
  exports dev.strongroom.internal.inspect to
      dev.strongroom.junit,
      dev.strongroom.teaching;
  exports dev.strongroom.internal.local to
      dev.strongroom.local,
      dev.strongroom.junit;
  exports dev.strongroom.internal.service.ssm.api to
      dev.strongroom.local;
  exports dev.strongroom.internal.seed to
      dev.strongroom.local;
  exports dev.strongroom.internal.wire to
      dev.strongroom.local,
      dev.strongroom.sdk,
      dev.strongroom.teaching;
  exports dev.strongroom.report;
  exports dev.strongroom.rotation;
  exports dev.strongroom.seed;
  exports dev.strongroom.time;
  exports dev.strongroom.wire;

  uses dev.strongroom.internal.local.LocalSupport;
}
