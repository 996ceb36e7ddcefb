package dev.strongroom.assertj;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * What an emulator holds at one moment, read in forks of it: they have neither its faults nor its
 * audit, and give back nothing, so that reading leaves no record, no LastAccessedDate and no
 * strike. A policy that keeps even the administrator out is repaired in the fork.
 */
final class Glimpse {

  private final SecretsEmulator held;

  Glimpse(SecretsEmulator aws) {
    held = aws.fork();
  }

  <Q extends Request<R>, R extends Record> R read(Caller caller, Q request) {
    var fork = held.fork(); // a new one each time: quotas are part of forks, calls used up are not
    fork.repair(fork.explain(caller, request));
    return fork.execute(caller, request).result();
  }

  /** The administrator of where the secret is: an ARN says so, a name is one of the default. */
  Caller owner(String nameOrArn) {
    var arn = nameOrArn.split(":", 6);
    return arn.length == 6 && arn[0].equals("arn")
        ? Caller.administrator(arn[4], arn[3])
        : held.administrator();
  }

  /** The secrets of the caller's account and Region that are not scheduled for deletion. */
  List<ListSecrets.Entry> secrets(Caller caller) {
    var all = new ArrayList<ListSecrets.Entry>();
    String nextToken = null;
    do {
      var page = read(caller, new ListSecrets(null, 100, nextToken, null, null, null));
      all.addAll(page.secretList());
      nextToken = page.nextToken();
    } while (nextToken != null);
    return all;
  }
}
