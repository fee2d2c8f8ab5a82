package dev.redial.test.inject.http;

/** The healthy service behind a route: computes the answer to a request that meets no fault. */
@FunctionalInterface
public interface Responder {

  /**
   * Answers one request. It is called on a thread of the server, on several at once if several
   * requests come at once, and is interrupted when the server closes.
   *
   * @throws Exception whatever it likes, {@link AssertionError} included: the client sees a 500,
   *     and {@link FaultServer#verify()} throws it in the test
   */
  Answer answer(RecordedRequest request) throws Exception;
}
