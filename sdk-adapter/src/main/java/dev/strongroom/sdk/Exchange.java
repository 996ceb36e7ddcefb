package dev.strongroom.sdk;

import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Requests and answers from the SDK's form to the emulator's and back. */
final class Exchange {

  private Exchange() {}

  static HttpRequest request(SdkHttpRequest request, byte[] body) {
    var path = request.encodedPath(); // a URI of the whole would be parsed for each request
    return new HttpRequest(
        request.method().name(),
        request.encodedQueryParameters().map(query -> path + "?" + query).orElse(path),
        request.headers(),
        body);
  }

  /** What stands around the body of an answer. */
  static SdkHttpResponse head(HttpResponse answer) {
    var head = SdkHttpFullResponse.builder().statusCode(answer.status());
    answer.headers().forEach(head::putHeader);
    return head.build();
  }
}
