package dev.slipway.controlplane.api.grpc;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers a call with one message, or with what went wrong. */
final class Answer {
  static <A> void with(StreamObserver<A> observer, Supplier<A> work) {
    A answer;
    try {
      answer = work.get();
    } catch (RuntimeException e) {
      observer.onError(Failures.status(e));
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  private Answer() {}
}
