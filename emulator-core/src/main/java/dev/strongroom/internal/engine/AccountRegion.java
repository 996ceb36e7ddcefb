package dev.strongroom.internal.engine;

/** One account in one Region. */
public record AccountRegion(String accountId, String region) implements Comparable<AccountRegion> {
  @Override
  public int compareTo(AccountRegion other) {
    int order = accountId.compareTo(other.accountId);
    return order != 0 ? order : region.compareTo(other.region);
  }
}
