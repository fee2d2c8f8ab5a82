package dev.redial.test.timeline;

import dev.redial.call.CallEvent;
import dev.redial.failure.Failure;
import org.jspecify.annotations.Nullable;

/** What a timeline records. */
public sealed interface TimelineEvent {

  /** Redial's own policies told of a call. */
  record Told(CallEvent event) implements TimelineEvent {}

  /** The test said that what follows is another call. */
  record NewCall(String name) implements TimelineEvent {}

  /**
   * A wrapped object was called.
   *
   * @param invocation its number on this timeline, from 1
   * @param target what was called, such as {@code "PaymentGateway.charge"}
   * @param fault the fault it meets, or {@code null} if it passes through
   */
  record InvocationStarted(long invocation, String target, @Nullable FaultLabel fault)
      implements TimelineEvent {}

  /**
   * A wrapped object answered; for a future, when the future completed.
   *
   * @param invocation the number of the invocation that ended
   * @param answer what came of it, in words: {@code "ok"}, {@code "timeout"}, {@code "503"}
   * @param failure what the answer means, or {@code null} if it is a success
   * @param error what was thrown, or {@code null} if it returned
   */
  record InvocationEnded(
      long invocation, String answer, @Nullable Failure failure, @Nullable Throwable error)
      implements TimelineEvent {}

  /**
   * A request reached a socket of the test.
   *
   * @param request its number on this timeline, from 1
   * @param server the name of the server
   * @param line what was asked, such as {@code "GET /orders/42"}
   * @param fault the fault it meets
   */
  record WireRequest(long request, String server, String line, @Nullable FaultLabel fault)
      implements TimelineEvent {}

  /**
   * A request was answered, or cut off.
   *
   * @param request the number of the request
   * @param answer what the socket did, in words: {@code "503"}, {@code "reset"}
   */
  record WireAnswer(long request, String answer, @Nullable Failure failure)
      implements TimelineEvent {}
}
