package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.INVALID_ARN;
import static dev.strongroom.api.ErrorCode.INVALID_GRANT_TOKEN;
import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.GrantConstraints;
import dev.strongroom.api.kms.GrantListEntry;
import dev.strongroom.api.kms.ListGrants;
import dev.strongroom.api.kms.ListRetirableGrants;
import dev.strongroom.api.kms.RetireGrant;
import dev.strongroom.api.kms.RevokeGrant;
import dev.strongroom.internal.iam.Principal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** CreateGrant, ListGrants, ListRetirableGrants, RetireGrant and RevokeGrant. */
public final class Grants {

  private static final int ID = 32;
  private static final int SALT = 16;
  private static final int QUOTA = 50_000;
  private static final int MAX_PAIRS = 8;
  private static final int MAX_VALUE = 384;
  private static final Pattern KEY_ARN = Pattern.compile("arn:[^:]+:kms:[^:]+:[^:]+:key/.+");

  private Grants() {}

  /** Refuses principals that exclude each other, or that lack what they need (NEW-1). */
  public static void check(CreateGrant request) {
    if (request.granteePrincipal() == null && request.granteeServicePrincipal() == null) {
      throw VALIDATION.error("You must specify a GranteePrincipal.");
    }
    if (request.granteePrincipal() != null && request.granteeServicePrincipal() != null) {
      throw VALIDATION.error(
          "You must specify either GranteePrincipal or GranteeServicePrincipal, but not both.");
    }
    if (request.retiringPrincipal() != null && request.retiringServicePrincipal() != null) {
      throw VALIDATION.error(
          "You can specify either RetiringPrincipal or RetiringServicePrincipal, but not both.");
    }
    if (request.granteeServicePrincipal() == null) {
      return;
    }
    if (request.constraints() == null || request.constraints().sourceArn() == null) {
      throw VALIDATION.error(
          "You must specify a SourceArn grant constraint with a GranteeServicePrincipal.");
    }
    if (request.retiringPrincipal() == null && request.retiringServicePrincipal() == null) {
      throw VALIDATION.error(
          "You must specify a RetiringPrincipal or a RetiringServicePrincipal with a"
              + " GranteeServicePrincipal.");
    }
  }

  /**
   * A request with a name that repeats an earlier one makes no second grant, but another token. Any
   * of a grant's tokens makes it effective at once (KMS-15).
   */
  public static Change<CreateGrant.Result> createGrant(
      Key key, CreateGrant request, KmsContext context) {
    key.requireEnabled().requireImported();
    requirePrincipal(request.granteePrincipal());
    requirePrincipal(request.granteeServicePrincipal());
    requirePrincipal(request.retiringPrincipal());
    requirePrincipal(request.retiringServicePrincipal());
    requireOperations(key, request.operations());
    requireConstraints(key, request.constraints());
    DryRun.stop(request.dryRun());
    var wanted = grant(HexFormat.of().formatHex(context.ids().keyMaterial(ID)), request, context);
    var same =
        request.name() == null
            ? null
            : key.grants().values().stream().filter(wanted::sameAs).findAny().orElse(null);
    if (same == null && key.grants().size() >= QUOTA) {
      throw LIMIT_EXCEEDED.error("A KMS key can't have more than " + QUOTA + " grants");
    }
    var grant = same == null ? wanted : same;
    return new Change<>(
        same == null ? with(key, grant) : key,
        new CreateGrant.Result(token(key, grant, context), grant.id()));
  }

  private static void requireOperations(Key key, List<String> operations) {
    for (var operation : operations) {
      if (!key.grantable().contains(operation)) {
        throw VALIDATION.error(
            "The grant operation " + operation + " is not supported by key " + key.arn());
      }
    }
  }

  private static void requireConstraints(Key key, @Nullable GrantConstraints constraints) {
    if (constraints == null) {
      return;
    }
    for (var context :
        Arrays.asList(
            constraints.encryptionContextSubset(), constraints.encryptionContextEquals())) {
      if (context == null) {
        continue;
      }
      if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
        throw VALIDATION.error(
            "Encryption context grant constraints are supported by symmetric encryption keys only");
      }
      if (context.size() > MAX_PAIRS
          || context.values().stream().anyMatch(value -> value.length() > MAX_VALUE)) {
        throw VALIDATION.error(
            "A grant constraint can have %s encryption context pairs with values of %s characters"
                .formatted(MAX_PAIRS, MAX_VALUE));
      }
    }
  }

  /** Without these, a use of the key would not show whom the grant is for. */
  private static void requirePrincipal(@Nullable String principal) {
    if (principal == null) {
      return;
    }
    try {
      Principal.parse(principal);
    } catch (IllegalArgumentException noPrincipal) {
      throw INVALID_ARN.error("ARN does not refer to a valid principal: " + principal);
    }
  }

  private static Grant grant(String id, CreateGrant request, KmsContext context) {
    return new Grant(
        id,
        request.name(),
        context.now(),
        context.now().plus(context.grantDelay()),
        request.granteePrincipal(),
        request.granteeServicePrincipal(),
        request.retiringPrincipal(),
        request.retiringServicePrincipal(),
        "arn:%s:iam::%s:root".formatted(context.caller().partition(), context.caller().accountId()),
        request.operations(),
        request.constraints());
  }

  public static ListGrants.Result listGrants(Key key, ListGrants request, KmsContext context) {
    if (request.grantId() != null) {
      require(key, request.grantId());
    }
    var listed =
        key.grants().values().stream()
            .filter(grant -> matches(request.grantId(), grant.id()))
            .filter(grant -> matches(request.granteePrincipal(), grant.granteePrincipal()))
            .filter(
                grant ->
                    matches(request.granteeServicePrincipal(), grant.granteeServicePrincipal()))
            .map(grant -> entry(key, grant));
    var page =
        Page.of(context, 50, request.limit(), request.marker(), "grants", key.arn())
            .take(listed, GrantListEntry::grantId);
    return new ListGrants.Result(page.entries(), page.nextMarker(), page.truncated());
  }

  public static ListRetirableGrants.Result listRetirableGrants(
      RegionKeys keys, ListRetirableGrants request, KmsContext context) {
    if (request.retiringPrincipal() == null && request.retiringServicePrincipal() == null) {
      throw VALIDATION.error("You must specify a RetiringPrincipal.");
    }
    var listed =
        keys.all(context.now())
            .flatMap(key -> key.grants().values().stream().map(grant -> entry(key, grant)))
            .filter(grant -> matches(request.retiringPrincipal(), grant.retiringPrincipal()))
            .filter(
                grant ->
                    matches(request.retiringServicePrincipal(), grant.retiringServicePrincipal()));
    var page =
        Page.of(context, 50, request.limit(), request.marker(), "retirable")
            .take(
                listed.sorted(Comparator.comparing(GrantListEntry::grantId)),
                GrantListEntry::grantId);
    return new ListRetirableGrants.Result(page.entries(), page.nextMarker(), page.truncated());
  }

  public static void check(RetireGrant request) {
    boolean byToken = request.grantToken() != null;
    boolean byId = request.keyId() != null && request.grantId() != null;
    if (byToken == byId) {
      throw VALIDATION.error("You must specify either a grant token, or a key ARN and a grant ID.");
    }
  }

  /** The key of the grant that is to be retired. */
  static String keyOf(RetireGrant request) {
    return request.grantToken() == null
        ? Objects.requireNonNull(request.keyId())
        : Token.parse(request.grantToken()).keyArn();
  }

  /** The id of the grant that is to be retired. */
  public static String grantOf(RetireGrant request) {
    return request.grantToken() == null
        ? Objects.requireNonNull(request.grantId())
        : Token.parse(request.grantToken()).grantId();
  }

  public static Change<RetireGrant.Result> retireGrant(
      Key key, RetireGrant request, KmsContext context) {
    var grant = require(key, grantOf(request));
    DryRun.stop(request.dryRun());
    return new Change<>(without(key, grant), new RetireGrant.Result());
  }

  public static Change<RevokeGrant.Result> revokeGrant(
      Key key, RevokeGrant request, KmsContext context) {
    var grant = require(key, request.grantId());
    DryRun.stop(request.dryRun());
    return new Change<>(without(key, grant), new RevokeGrant.Result());
  }

  private static Key with(Key key, Grant grant) {
    var next = new TreeMap<>(key.grants());
    next.put(grant.id(), grant);
    return key.with(draft -> draft.grants = next);
  }

  private static Key without(Key key, Grant grant) {
    var next = new TreeMap<>(key.grants());
    next.remove(grant.id());
    return key.with(draft -> draft.grants = next);
  }

  private static Grant require(Key key, String grantId) {
    var grant = key.grants().get(grantId);
    if (grant == null) {
      throw NOT_FOUND.error("Grant ID " + grantId + " not found");
    }
    return grant;
  }

  private static boolean matches(@Nullable String wanted, @Nullable String actual) {
    return wanted == null || wanted.equals(actual);
  }

  private static GrantListEntry entry(Key key, Grant grant) {
    return new GrantListEntry(
        key.arn().toString(),
        grant.id(),
        grant.name(),
        grant.created(),
        grant.granteePrincipal(),
        grant.retiringPrincipal(),
        grant.issuingAccount(),
        grant.operations(),
        grant.constraints(),
        grant.granteeServicePrincipal(),
        grant.retiringServicePrincipal());
  }

  /**
   * Returns the IDs of the grants that tokens stand for.
   *
   * @param keys finds a key by its ARN
   * @throws ServiceError InvalidGrantTokenException for a token that stands for no grant
   */
  static Set<String> idsOf(@Nullable List<String> tokens, Function<KeyArn, @Nullable Key> keys) {
    if (tokens == null) {
      return Set.of();
    }
    var ids = new HashSet<String>();
    for (var text : tokens) {
      var token = Token.parse(text);
      var key = keys.apply(KeyArn.parse(token.keyArn()));
      if (key == null || !key.grants().containsKey(token.grantId())) {
        throw Token.invalid();
      }
      ids.add(token.grantId());
    }
    return ids;
  }

  /** What a grant token holds: which grant of which key. */
  private record Token(String keyArn, String grantId) {

    static Token parse(String text) {
      try {
        var parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ");
        if (parts.length == 3 && KEY_ARN.matcher(parts[0]).matches()) {
          return new Token(parts[0], parts[1]);
        }
      } catch (IllegalArgumentException notBase64) {
        // answered below
      }
      throw invalid();
    }

    static ServiceError invalid() {
      return INVALID_GRANT_TOKEN.error("The grant token is invalid.");
    }
  }

  /** Another one each time, as AWS has it. */
  private static String token(Key key, Grant grant, KmsContext context) {
    var salt = HexFormat.of().formatHex(context.ids().keyMaterial(SALT));
    var text = key.arn() + " " + grant.id() + " " + salt;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
