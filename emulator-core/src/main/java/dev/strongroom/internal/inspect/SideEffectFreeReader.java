package dev.strongroom.internal.inspect;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads an emulator's state as it was when the reader was made, and leaves no trace in it.
 *
 * <p>Each read is made in a fork, which has neither the emulator's faults nor its audit and changes
 * nothing in the emulator: there is no audit record, LastAccessedDate stays, and no fault strikes.
 * A policy that denies even the administrator is repaired in the fork.
 */
public final class SideEffectFreeReader {

  private final SecretsEmulator actual;
  private final SecretsEmulator held;

  public SideEffectFreeReader(SecretsEmulator aws) {
    actual = aws;
    held = aws.fork();
  }

  /**
   * Makes one call of an operation that only reads.
   *
   * @throws dev.strongroom.api.ServiceError if the service refuses the call
   */
  public <Q extends Request<R>, R extends Record> R read(Caller caller, Q request) {
    var fork = held.fork(); // a new one each time: a fork starts with full quotas
    fork.repair(fork.explain(caller, request));
    return fork.execute(caller, request).result();
  }

  /**
   * Returns the administrator of the account and Region that an ARN names, or of the emulator's
   * defaults for a name.
   */
  public Caller owner(String nameOrArn) {
    var arn = nameOrArn.split(":", 6);
    return arn.length == 6 && arn[0].equals("arn")
        ? Caller.administrator(arn[4], arn[3])
        : held.administrator();
  }

  /** Returns the secrets of the caller's account and Region that are not scheduled for deletion. */
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
   * Returns the secrets whose rotation was left unfinished, in the default account and Region and
   * in those of every recorded call; secrets scheduled for deletion are left out.
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

  /**
   * Returns the administrators of the other accounts and Regions that have a secret of this name or
   * ARN, e.g. to say why it was not found where it was called.
   */
  public List<Caller> othersWith(String nameOrArn, Caller called) {
    var arns = new LinkedHashSet<String>();
    actual.values().forEach(value -> arns.add(value.secretArn()));
    actual.audit().forEach(record -> arns.add(String.valueOf(record.secretArn())));
    return arns.stream()
        .filter(arn -> arn.startsWith(nameOrArn) || arn.contains(":secret:" + nameOrArn + "-"))
        .map(this::owner)
        .distinct()
        .filter(owner -> !isSamePlace(owner, called) && exists(nameOrArn, owner))
        .toList();
  }

  private boolean exists(String nameOrArn, Caller owner) {
    try {
      read(owner, new DescribeSecret(nameOrArn));
      return true;
    } catch (ServiceError refusal) {
      return false;
    }
  }

  private static boolean isSamePlace(Caller one, Caller other) {
    return one.accountId().equals(other.accountId()) && one.region().equals(other.region());
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
