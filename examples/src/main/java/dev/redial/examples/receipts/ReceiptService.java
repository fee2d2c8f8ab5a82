package dev.redial.examples.receipts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** One of the two services, called with the JDK's HTTP client. */
final class ReceiptService {

  private final HttpClient client;
  private final URI uri;

  ReceiptService(HttpClient client, URI uri) {
    this.client = client;
    this.uri = uri;
  }

  String ask(String receipt) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(receipt)).build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      throw new ServiceException(response);
    }
    return response.body();
  }
}
