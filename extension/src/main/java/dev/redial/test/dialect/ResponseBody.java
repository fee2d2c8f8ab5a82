package dev.redial.test.dialect;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a scripted text becomes as the body of an {@code HttpResponse}. */
enum ResponseBody {
  STRING,
  BYTES,
  INPUT_STREAM,
  LINES,
  NOTHING,
  /** The caller hands a {@link BodyHandler} with each call, and that makes it. */
  HANDLED,
  UNKNOWN;

  static ResponseBody of(TargetMethod method) {
    if (Arrays.asList(method.method().getParameterTypes()).contains(BodyHandler.class)) {
      return HANDLED;
    }
    Class<?> content = method.answerContent();
    if (content == String.class) {
      return STRING;
    }
    if (content == byte[].class) {
      return BYTES;
    }
    if (content == InputStream.class) {
      return INPUT_STREAM;
    }
    if (content == Stream.class) {
      return LINES;
    }
    return content == Void.class ? NOTHING : UNKNOWN;
  }

  @Nullable Object make(String text) {
    return switch (this) {
      case STRING -> text;
      case BYTES -> text.getBytes(StandardCharsets.UTF_8);
      case INPUT_STREAM -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      case LINES -> text.lines();
      case NOTHING, HANDLED, UNKNOWN -> null;
    };
  }
}
