package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.ListResource.Listing;
import dev.slipway.provider.internal.protocol6.RunningCalls.RunningCall;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import org.jspecify.annotations.Nullable;

/** A call that lists objects. */
final class ListingSession<C> extends Session<C> implements Listing<C> {

  private final State blank;
  private final boolean withObjects;
  private final long limit;

  ListingSession(
      String doing,
      RunningCall call,
      @Nullable Configured<C> configured,
      Config meta,
      State blank,
      boolean withObjects,
      long limit) {
    super(doing, call, configured, meta);
    this.blank = blank;
    this.withObjects = withObjects;
    this.limit = limit;
  }

  @Override
  public State blank() {
    return blank;
  }

  @Override
  public boolean withObjects() {
    return withObjects;
  }

  @Override
  public long limit() {
    return limit;
  }
}
