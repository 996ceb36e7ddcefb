package dev.strongroom.internal.engine;

import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.iam.Group;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.ManagedPolicy;
import dev.strongroom.internal.iam.Organization;
import dev.strongroom.internal.iam.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The users, roles, sessions and policies on disk. */
public final class IamEntries implements SlotEntries<IamState> {

  private static final String IDENTITY = "identity/";
  private static final String SESSION = "session/";
  private static final String ENDPOINT = "endpoint/";
  private static final String MANAGED = "managed/";
  private static final String GROUP = "group/";
  private static final String ORGANIZATION = "organization";

  private record KeptIdentity(Identity identity) {}

  private record KeptPolicy(Policy policy) {}

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Representation<?, ?>> representations() {
    return List.of(Policy.REPRESENTATION, Identity.REPRESENTATION);
  }

  @Override
  public void changes(IamState before, IamState after, Change change) {
    after
        .identities()
        .differences(
            before.identities(),
            (arn, was, is) -> change.put(IDENTITY + arn, is == null ? null : new KeptIdentity(is)));
    after
        .sessions()
        .byAccessKeyId()
        .differences(
            before.sessions().byAccessKeyId(),
            (accessKeyId, was, is) -> change.put(SESSION + accessKeyId, is));
    after
        .managedPolicies()
        .differences(before.managedPolicies(), (arn, was, is) -> change.put(MANAGED + arn, is));
    after.groups().differences(before.groups(), (arn, was, is) -> change.put(GROUP + arn, is));
    if (!before.organization().equals(after.organization())) {
      change.put(ORGANIZATION, after.organization());
    }
    before
        .endpoints()
        .keySet()
        .forEach(
            id -> {
              if (!after.endpoints().containsKey(id)) {
                change.put(ENDPOINT + id, null);
              }
            });
    after
        .endpoints()
        .forEach(
            (id, policy) -> {
              var earlier = before.endpoints().get(id);
              if (earlier == null || !earlier.equals(policy)) {
                change.put(ENDPOINT + id, new KeptPolicy(policy));
              }
            });
  }

  @Override
  public Class<? extends Record> type(String key) {
    if (key.startsWith(IDENTITY)) {
      return KeptIdentity.class;
    }
    if (key.startsWith(SESSION)) {
      return Sessions.Session.class;
    }
    if (key.startsWith(ENDPOINT)) {
      return KeptPolicy.class;
    }
    if (key.startsWith(MANAGED)) {
      return ManagedPolicy.class; // which begins with a policy, as was kept at first
    }
    if (key.startsWith(GROUP)) {
      return Group.class;
    }
    if (key.equals(ORGANIZATION)) {
      return Organization.class;
    }
    throw new IllegalArgumentException(key);
  }

  @Override
  public IamState restored(Map<String, Record> entries) {
    var identities = SortedTree.<String, Identity>empty();
    var sessions = Sessions.NONE;
    var managed = SortedTree.<String, ManagedPolicy>empty();
    var groups = SortedTree.<String, Group>empty();
    Map<String, Policy> endpoints = new HashMap<>();
    var organization = Organization.NONE;
    for (var entry : entries.entrySet()) {
      var name = entry.getKey().substring(entry.getKey().indexOf('/') + 1);
      if (entry.getValue() instanceof KeptIdentity kept) {
        identities = identities.with(name, kept.identity());
      } else if (entry.getValue() instanceof Sessions.Session session) {
        sessions = sessions.with(name, session);
      } else if (entry.getValue() instanceof KeptPolicy kept) {
        endpoints.put(name, kept.policy());
      } else if (entry.getValue() instanceof ManagedPolicy kept) {
        managed = managed.with(name, kept);
      } else if (entry.getValue() instanceof Group kept) {
        groups = groups.with(name, kept);
      } else if (entry.getValue() instanceof Organization kept) {
        organization = kept;
      }
    }
    return new IamState(identities, organization, Map.copyOf(endpoints), managed, sessions, groups);
  }
}
