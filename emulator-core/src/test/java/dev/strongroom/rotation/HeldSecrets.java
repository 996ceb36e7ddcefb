package dev.strongroom.rotation;

import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A service of which a test holds every label and value, impossible ones too. */
final class HeldSecrets implements ServiceClient {

  /** Secret id, then version id. */
  final Map<String, Map<String, List<String>>> labels = new TreeMap<>();

  final Map<String, Map<String, String>> values = new TreeMap<>();
  Boolean enabled = true;
  final List<GetRandomPassword> draws = new ArrayList<>();

  void label(String secretId, String version, String... stages) {
    labels.computeIfAbsent(secretId, any -> new TreeMap<>()).put(version, List.of(stages));
  }

  void value(String secretId, String version, String text) {
    values.computeIfAbsent(secretId, any -> new TreeMap<>()).put(version, text);
  }

  String value(String secretId, String version) {
    return values.get(secretId).get(version);
  }

  @Override
  public Caller caller() {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("unchecked") // the Result of the request at hand
  public <Q extends Request<R>, R extends Record> R call(Q request) {
    return (R) answer(request);
  }

  private Record answer(Object request) {
    if (request instanceof DescribeSecret describe) {
      return describe(describe);
    } else if (request instanceof GetSecretValue read) {
      return read(read);
    } else if (request instanceof GetRandomPassword draw) {
      draws.add(draw);
      return new GetRandomPassword.Result(SecretValue.ofText("drawn" + draws.size()));
    } else if (request instanceof PutSecretValue put) {
      label(put.secretId(), put.clientRequestToken(), put.versionStages().get(0));
      value(put.secretId(), put.clientRequestToken(), put.secretString().text());
      return new PutSecretValue.Result(
          put.secretId(), put.secretId(), put.clientRequestToken(), put.versionStages());
    } else if (request instanceof UpdateSecretVersionStage move) {
      label(move.secretId(), move.removeFromVersionId(), "AWSPREVIOUS");
      label(move.secretId(), move.moveToVersionId(), move.versionStage(), "AWSPENDING");
      return new UpdateSecretVersionStage.Result(move.secretId(), move.secretId());
    }
    throw new UnsupportedOperationException(request.toString());
  }

  private DescribeSecret.Result describe(DescribeSecret describe) {
    return new DescribeSecret.Result(
        describe.secretId(),
        describe.secretId(),
        null,
        null,
        Instant.EPOCH,
        null,
        null,
        null,
        labels.get(describe.secretId()),
        Instant.EPOCH,
        null,
        null,
        null,
        enabled,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private GetSecretValue.Result read(GetSecretValue read) {
    var version =
        labels.getOrDefault(read.secretId(), Map.of()).entrySet().stream()
            .filter(entry -> entry.getValue().contains(read.versionStage()))
            .map(Map.Entry::getKey)
            .filter(id -> read.versionId() == null || read.versionId().equals(id))
            .findFirst()
            .orElse("none");
    var text = values.getOrDefault(read.secretId(), Map.of()).get(version);
    if (text == null) {
      throw ErrorCode.RESOURCE_NOT_FOUND.error("Secrets Manager can't find the specified secret.");
    }
    return new GetSecretValue.Result(
        read.secretId(),
        read.secretId(),
        version,
        null,
        SecretValue.ofText(text),
        labels.get(read.secretId()).get(version),
        Instant.EPOCH);
  }
}
