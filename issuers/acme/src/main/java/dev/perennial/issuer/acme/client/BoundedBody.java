package dev.perennial.issuer.acme.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Takes the body of an answer whole, up to a size. */
public final class BoundedBody implements HttpResponse.BodySubscriber<InputStream> {
  private final HttpResponse.BodySubscriber<byte[]> bytes =
      HttpResponse.BodySubscribers.ofByteArray();
  private final AtomicLong size = new AtomicLong();
  private final long most;

  private Flow.@org.jspecify.annotations.Nullable Subscription subscription;

  private BoundedBody(long most) {
    this.most = most;
  }

  /** Returns a handler that fails with an {@link IOException} past a number of bytes. */
  public static HttpResponse.BodyHandler<InputStream> upTo(long most) {
    return head -> new BoundedBody(most);
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return bytes.getBody().thenApply(ByteArrayInputStream::new);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    bytes.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    long read = size.addAndGet(buffers.stream().mapToLong(ByteBuffer::remaining).sum());
    if (read > most && subscription != null) {
      subscription.cancel();
      bytes.onError(new IOException("the answer is larger than " + most + " bytes"));
    } else {
      bytes.onNext(buffers);
    }
  }

  @Override
  public void onError(Throwable fault) {
    bytes.onError(fault);
  }

  @Override
  public void onComplete() {
    bytes.onComplete();
  }
}
