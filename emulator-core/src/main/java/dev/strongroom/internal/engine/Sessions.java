package dev.strongroom.internal.engine;

import dev.strongroom.iam.Layer;
import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.Policy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that AssumeRole opened, by access key ID. Ended ones are dropped when others begin.
 *
 * @param ending access key IDs by the end of their sessions, soonest first
 */
public record Sessions(
    SortedTree<String, Session> byAccessKeyId, SortedTree<Ending, String> ending) {

  static final Sessions NONE = new Sessions(SortedTree.empty(), SortedTree.empty());

  /** A session of a role; two may have the same name, and so the same ARN. */
  public record Session(Identity identity, Instant expiration) {

    boolean hasEnded(Instant now) {
      return !now.isBefore(expiration);
    }

    Session replacing(Policy before, Policy next) {
      return new Session(identity.replacing(before, next), expiration);
    }

    Session with(List<Policy> policies) {
      return new Session(identity.with(Layer.SESSION_POLICY, policies), expiration);
    }
  }

  /** The end of a session. */
  record Ending(Instant at, String accessKeyId) implements Comparable<Ending> {
    @Override
    public int compareTo(Ending other) {
      int order = at.compareTo(other.at);
      return order != 0 ? order : accessKeyId.compareTo(other.accessKeyId);
    }
  }

  @Nullable Session get(String accessKeyId) {
    return byAccessKeyId.get(accessKeyId);
  }

  /** Returns whether an access key ID is that of a session which is over; such an ID stays so. */
  boolean hasEnded(String accessKeyId, Instant now) {
    var session = get(accessKeyId);
    return session == null ? AccessKeys.isOfASession(accessKeyId) : session.hasEnded(now);
  }

  /** Returns these sessions with one more, or with one of them changed. */
  public Sessions with(String accessKeyId, Session session) {
    return new Sessions(
        byAccessKeyId.with(accessKeyId, session),
        ending.with(new Ending(session.expiration(), accessKeyId), accessKeyId));
  }

  /** Returns the sessions that have not ended. */
  public Sessions at(Instant now) {
    var sessions = this;
    for (var next = ending.first(); next != null; next = sessions.ending.first()) {
      var session = sessions.get(next);
      if (session == null || !session.hasEnded(now)) {
        break;
      }
      sessions =
          new Sessions(
              sessions.byAccessKeyId.without(next),
              sessions.ending.without(new Ending(session.expiration(), next)));
    }
    return sessions;
  }
}
