package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.ApplyContext;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.internal.protocol6.RunningCalls.RunningCall;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call: what authors see of it, and what they report. */
final class Session<C> implements ApplyContext<C> {

  private volatile String doing;
  private final RunningCall call;
  private final @Nullable Configured<C> configured;
  private volatile String terraformVersion;
  private final Instant began = Instant.now();
  private final Diagnostics diagnostics = new Diagnostics();
  private volatile Duration limit = Timeouts.DEFAULT;
  private volatile @Nullable State checkpoint;

  /**
   * @param doing such as {@code note_note: create}, for messages
   * @param configured null until the provider is configured
   */
  Session(String doing, RunningCall call, @Nullable Configured<C> configured) {
    this.doing = doing;
    this.call = call;
    this.configured = configured;
    this.terraformVersion = configured == null ? "" : configured.terraformVersion();
  }

  /** Says more exactly what is being done. */
  void nowDoing(String doing) {
    this.doing = doing;
  }

  String doing() {
    return doing;
  }

  /** Counted from the beginning of the call. */
  void limitTo(Duration limit) {
    this.limit = limit;
  }

  /** Told with the configuration. */
  void calledBy(String terraformVersion) {
    this.terraformVersion = terraformVersion;
  }

  Optional<State> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  /** Reports an exception of the author's code. */
  void failed(Throwable thrown) {
    diagnostics.addAll(AuthorFailures.diagnostics(thrown, doing, cancelled()));
  }

  void report(List<Diagnostic> found) {
    diagnostics.addAll(found);
  }

  @Override
  public void checkpoint(State state) {
    checkpoint = state;
  }

  @Override
  public C client() {
    return Configured.client(doing, configured);
  }

  @Override
  public String terraformVersion() {
    return terraformVersion;
  }

  @Override
  public Diagnostics diagnostics() {
    return diagnostics;
  }

  @Override
  public Instant deadline() {
    return began.plus(limit);
  }

  @Override
  public boolean cancelled() {
    return call.isCancelled();
  }
}
