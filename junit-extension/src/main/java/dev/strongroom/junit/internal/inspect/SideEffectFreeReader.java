package dev.strongroom.junit.internal.inspect;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an emulator holds at one moment, read in forks of it: they have neither its faults nor its
 * audit, and give back nothing, so that reading leaves no record, no LastAccessedDate and no
 * strike. A policy that keeps even the administrator out is repaired in the fork.
 */
public final class SideEffectFreeReader {

  private final SecretsEmulator actual;
  private final SecretsEmulator held;

  public SideEffectFreeReader(SecretsEmulator aws) {
    actual = aws;
    held = aws.fork();
  }

  public <Q extends Request<R>, R extends Record> R read(Caller caller, Q request) {
    var fork = held.fork(); // a new one each time: quotas are part of forks, calls used up are not
    fork.repair(fork.explain(caller, request));
    return fork.execute(caller, request).result();
  }

  /** The administrator of where the secret is: an ARN says so, a name is one of the default. */
  public Caller owner(String nameOrArn) {
    var arn = nameOrArn.split(":", 6);
    return arn.length == 6 && arn[0].equals("arn")
        ? Caller.administrator(arn[4], arn[3])
        : held.administrator();
  }

  /** The secrets of the caller's account and Region that are not scheduled for deletion. */
  public List<ListSecrets.Entry> secrets(Caller caller) {
    var all = new ArrayList<ListSecrets.Entry>();
    String nextToken = null;
    do {
      var page = read(caller, new ListSecrets(null, 100, nextToken, null, null, null));
      all.addAll(page.secretList());
      nextToken = page.nextToken();
    } while (nextToken != null);
    return all;
  }

  /**
   * The secrets whose rotation was left unfinished, in the default account and Region and wherever
   * else a call of the audit was made to; those scheduled for deletion don't count.
   */
  public List<SecretState> unfinishedRotations() {
    var unfinished = new ArrayList<SecretState>();
    for (var owner : owners()) {
      for (ListSecrets.Entry secret : secrets(owner)) {
        if (SecretState.hasPending(SecretState.stages(secret.secretVersionsToStages()))) {
          unfinished.add(SecretState.of(this, owner, secret.arn()));
        }
      }
    }
    return unfinished;
  }

  private Set<Caller> owners() {
    var owners = new LinkedHashSet<Caller>();
    owners.add(actual.administrator());
    for (var record : actual.audit()) {
      owners.add(Caller.administrator(record.caller().accountId(), record.caller().region()));
      if (record.secretArn() != null) {
        owners.add(owner(record.secretArn()));
      }
    }
    return owners;
  }
}
