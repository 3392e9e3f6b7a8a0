package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.ApplyContext;
import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.internal.protocol6.RunningCalls.RunningCall;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call: what authors see of it, and what they report. Some kinds of calls show them more. */
class Session<C> implements ApplyContext<C> {

  private volatile String doing;
  private final RunningCall call;
  private final @Nullable Configured<C> configured;
  private volatile String terraformVersion;
  private final Instant began = Instant.now();
  private final Diagnostics diagnostics = new Diagnostics();
  private volatile Duration limit = Timeouts.DEFAULT;
  private volatile @Nullable State checkpoint;
  private volatile Config meta;

  /**
   * @param doing such as {@code note_note: create}, for messages
   * @param configured null until the provider is configured
   * @param meta what the module says of itself, as long as nothing else is known
   */
  Session(String doing, RunningCall call, @Nullable Configured<C> configured, Config meta) {
    this.doing = doing;
    this.call = call;
    this.configured = configured;
    this.meta = meta;
    this.terraformVersion = configured == null ? "" : configured.terraformVersion();
  }

  /** Says more exactly what is being done. */
  final void nowDoing(String doing) {
    this.doing = doing;
  }

  final String doing() {
    return doing;
  }

  /** Counted from the beginning of the call. */
  final void limitTo(Duration limit) {
    this.limit = limit;
  }

  /** Told with the configuration. */
  final void calledBy(String terraformVersion) {
    this.terraformVersion = terraformVersion;
  }

  /** Told with calls about what is in a module. */
  final void calledFor(Config meta) {
    this.meta = meta;
  }

  final Optional<State> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  /** Reports an exception of the author's code. */
  final void failed(Throwable thrown) {
    diagnostics.addAll(AuthorFailures.diagnostics(thrown, doing, cancelled()));
  }

  @Override
  public final void checkpoint(State state) {
    checkpoint = state;
  }

  @Override
  public final C client() {
    return Configured.client(doing, configured);
  }

  @Override
  public final Config meta() {
    return meta;
  }

  @Override
  public final String terraformVersion() {
    return terraformVersion;
  }

  @Override
  public final Diagnostics diagnostics() {
    return diagnostics;
  }

  @Override
  public final Instant deadline() {
    return began.plus(limit);
  }

  @Override
  public final boolean cancelled() {
    return call.isCancelled();
  }
}
