package dev.strongroom.wire;

import java.util.List;
import java.util.Map;

/** An answer as HTTP carries it; it never prints its body. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record HttpResponse(int status, Map<String, List<String>> headers, byte[] body) {

  @Override
  public String toString() {
    return "HttpResponse[" + status + ", " + body.length + " bytes]";
  }
}
