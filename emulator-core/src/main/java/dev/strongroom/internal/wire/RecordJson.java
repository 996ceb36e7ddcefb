package dev.strongroom.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.strongroom.api.Request;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Requests and results as trees, under the names and in the forms of AWS's JSON. */
public final class RecordJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordJson() {}

  /** Returns a record as AWS's JSON has it. */
  public static JsonNode tree(Record record) {
    try (var buffer = new TokenBuffer(JSON, false)) {
      JsonShape.of(record.getClass()).write(record, buffer);
      return JSON.readTree(buffer.asParser());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Returns the request that an object describes.
   *
   * @throws IllegalArgumentException naming a member that has another type
   */
  public static Request<?> request(Class<?> type, JsonNode object) {
    try (var json = JSON.treeAsTokens(object)) {
      return (Request<?>) JsonShape.of(type).read(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (UnreadableException unreadable) {
      throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
    }
  }
}
