package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpMessageConverterExtractor;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;

/** What Spring makes of an answer. */
final class SpringResponses {

  private SpringResponses() {}

  /** The exception of this status: for 429, {@code HttpClientErrorException.TooManyRequests}. */
  static RestClientResponseException error(Fault.Status fault, Injection call) {
    HttpStatusCode status = HttpStatusCode.valueOf(fault.code());
    HttpHeaders headers = headers(fault, call);
    String phrase = ReasonPhrase.of(fault.code());
    String message =
        call.message(
            (fault.code() + " " + phrase).strip()
                + ": "
                + fault.body().map(text -> '"' + text + '"').orElse("[no body]"));
    byte[] body = fault.body().orElse("").getBytes(StandardCharsets.UTF_8);
    Charset charset =
        Optional.ofNullable(headers.getContentType())
            .map(MediaType::getCharset)
            .orElse(StandardCharsets.UTF_8);
    RestClientResponseException error =
        status.is4xxClientError()
            ? HttpClientErrorException.create(message, status, phrase, headers, body, charset)
            : HttpServerErrorException.create(message, status, phrase, headers, body, charset);
    error.setBodyConvertFunction(type -> read(type, new SpringAnswer(status, headers, body)));
    return error;
  }

  private static HttpHeaders headers(Fault.Status fault, Injection call) {
    HttpHeaders headers = new HttpHeaders();
    fault.headers().forEach(it -> headers.add(it.name(), it.value().at(call.now())));
    return headers;
  }

  /** By the converters that a client has which nobody told of any. */
  private static @Nullable Object read(ResolvableType type, SpringAnswer answer) {
    try {
      return new HttpMessageConverterExtractor<>(
              type.getType(), new RestTemplate().getMessageConverters())
          .extractData(answer);
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  static ResponseEntity<?> entity(Fault.Status fault, ResponseBody form, Injection call) {
    return ResponseEntity.status(fault.code())
        .headers(headers(fault, call))
        .body(fault.body().map(form::make).orElse(null));
  }
}
