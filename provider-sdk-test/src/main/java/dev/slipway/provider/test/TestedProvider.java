package dev.slipway.provider.test;

import dev.slipway.provider.Action;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.EphemeralResource;
import dev.slipway.provider.ListResource;
import dev.slipway.provider.Provider;
import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.Resource;
import dev.slipway.provider.StateStore;
import dev.slipway.provider.test.internal.protocol6.ActionCalls;
import dev.slipway.provider.test.internal.protocol6.Capabilities;
import dev.slipway.provider.test.internal.protocol6.Connection;
import dev.slipway.provider.test.internal.protocol6.DataSourceCalls;
import dev.slipway.provider.test.internal.protocol6.EphemeralCalls;
import dev.slipway.provider.test.internal.protocol6.FunctionCalls;
import dev.slipway.provider.test.internal.protocol6.ListCalls;
import dev.slipway.provider.test.internal.protocol6.ProviderCalls;
import dev.slipway.provider.test.internal.protocol6.ResourceCalls;
import dev.slipway.provider.test.internal.protocol6.StateStoreCalls;
import dev.slipway.provider.value.Value;
import io.grpc.Channel;
import java.util.List;
import java.util.function.Function;

/**
 * A provider under test, served within the process to a client that plays Terraform. Immutable but
 * for what the provider makes of its configuration. May be shared between threads.
 *
 * <pre>{@code
 * try (var notes = TestedProvider.of(new NotesProvider()).configure(with(FOLDER, folder))) {
 *   var note = notes.resource("notes_note");
 *   …
 * }
 * }</pre>
 */
public final class TestedProvider implements AutoCloseable {

  private static final Capabilities USUAL = new Capabilities("1.14.0", false, true);

  private final Provider<?> provider;
  private final Connection connection;
  private final Capabilities capabilities;

  private TestedProvider(Provider<?> provider, Connection connection, Capabilities capabilities) {
    this.provider = provider;
    this.connection = connection;
    this.capabilities = capabilities;
  }

  /**
   * Serves a provider, not configured yet.
   *
   * @throws IllegalArgumentException the provider breaks a rule of Terraform, such as two resources
   *     of one name; the message says which
   */
  public static TestedProvider of(Provider<?> provider) {
    return of(provider, Connection.to(provider));
  }

  private static TestedProvider of(Provider<?> provider, Connection connection) {
    return new TestedProvider(provider, connection, USUAL);
  }

  /**
   * A provider that is served by others: in another process, or with something in between. Closing
   * it leaves the channel open.
   *
   * @param provider whose schemas it has
   */
  public static TestedProvider over(Channel channel, Provider<?> provider) {
    return of(provider, Connection.over(channel));
  }

  /** The same provider, asked by a Terraform that lets calls be put off. */
  public TestedProvider allowingDeferral() {
    return by(
        new Capabilities(capabilities.terraformVersion(), true, capabilities.writeOnlyAllowed()));
  }

  /** The same provider, asked by a Terraform that does not know write-only values. */
  public TestedProvider forbiddingWriteOnly() {
    return by(
        new Capabilities(capabilities.terraformVersion(), capabilities.deferralAllowed(), false));
  }

  /** The same provider, asked by a Terraform that says it is of this version. */
  public TestedProvider byTerraform(String version) {
    return by(
        new Capabilities(version, capabilities.deferralAllowed(), capabilities.writeOnlyAllowed()));
  }

  private TestedProvider by(Capabilities other) {
    return new TestedProvider(provider, connection, other);
  }

  /** What is wrong with a provider block. Never fails the test. */
  public Diagnosis validate(Configuration written) {
    return new Diagnosis(calls().validate(config(written)));
  }

  /**
   * Validates and configures. May be done again, as by another provider block.
   *
   * @return this provider
   */
  public TestedProvider configure(Configuration written) {
    var config = config(written);
    FailedCall.unless("provider: validate", new Diagnosis(calls().validate(config)));
    FailedCall.unless("provider: configure", new Diagnosis(calls().configure(config)));
    return this;
  }

  /** As above, for a provider block without anything in it. */
  public TestedProvider configure() {
    return configure(Configurations.nothing());
  }

  private Value config(Configuration written) {
    var shape = provider.schema().shape();
    var what = "provider " + provider.name();
    var config = written.in(shape, what);
    CoreCheck.require(shape, config, what);
    return config;
  }

  private ProviderCalls calls() {
    return new ProviderCalls(connection, capabilities, provider.schema().shape().type());
  }

  /**
   * Interrupts the calls in flight, as a user does.
   *
   * @throws AssertionError the provider says that it cannot
   */
  public void stop() {
    var error = calls().stop();
    if (!error.isEmpty()) {
      throw new AssertionError("provider: stop: " + error);
    }
  }

  /**
   * What Terraform works with by this name.
   *
   * @throws IllegalArgumentException the provider has none; the message says which it has
   */
  public TestedResource resource(String typeName) {
    Resource<?> resource = named("resource", typeName, provider.resources(), Resource::typeName);
    return new TestedResource(
        resource,
        new ResourceCalls(
            connection,
            capabilities,
            typeName,
            resource.schema().shape().type(),
            resource.identity().shape().type()));
  }

  /** As {@link #resource}. */
  public TestedDataSource dataSource(String typeName) {
    DataSource<?> source =
        named("data source", typeName, provider.dataSources(), DataSource::typeName);
    return new TestedDataSource(
        source,
        new DataSourceCalls(connection, capabilities, typeName, source.schema().shape().type()));
  }

  /** As {@link #resource}. */
  public TestedEphemeral ephemeral(String typeName) {
    EphemeralResource<?> ephemeral =
        named(
            "ephemeral resource",
            typeName,
            provider.ephemeralResources(),
            EphemeralResource::typeName);
    return new TestedEphemeral(
        ephemeral,
        new EphemeralCalls(connection, capabilities, typeName, ephemeral.schema().shape().type()));
  }

  /** As {@link #resource}; it has the name of the resource type that it finds. */
  public TestedList list(String typeName) {
    ListResource<?> list =
        named(
            "list resource",
            typeName,
            provider.listResources(),
            each -> each.resource().typeName());
    var resource = list.resource();
    return new TestedList(
        list,
        new ListCalls(
            connection,
            typeName,
            list.schema().shape().type(),
            resource.schema().shape().type(),
            resource.identity().shape().type()));
  }

  /** As {@link #resource}. */
  public TestedAction action(String typeName) {
    Action<?> action = named("action", typeName, provider.actions(), Action::typeName);
    return new TestedAction(
        action,
        new ActionCalls(connection, capabilities, typeName, action.schema().shape().type()));
  }

  /** As {@link #resource}. */
  public TestedStateStore stateStore(String typeName) {
    StateStore<?> store =
        named("state store", typeName, provider.stateStores(), StateStore::typeName);
    return new TestedStateStore(
        store, new StateStoreCalls(connection, typeName, store.schema().shape().type()));
  }

  /** As {@link #resource}; without the name of the provider. */
  public TestedFunction<?> function(String name) {
    ProviderFunction<?> function =
        named("function", name, provider.functions(), ProviderFunction::name);
    return function(function);
  }

  /**
   * A function by itself, for results of its type.
   *
   * @param function one that the provider offers
   */
  public <R> TestedFunction<R> function(ProviderFunction<R> function) {
    return new TestedFunction<>(
        function.signature(), new FunctionCalls(connection, function.name(), function.signature()));
  }

  private <S> S named(String what, String name, List<? extends S> all, Function<S, String> naming) {
    for (var each : all) {
      if (naming.apply(each).equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "provider %s has no %s %s, only %s"
            .formatted(provider.name(), what, name, all.stream().map(naming).toList()));
  }

  /**
   * The way to the provider, for what has no words here: {@code
   * ProviderGrpc.newBlockingStub(notes.channel())}.
   */
  public Channel channel() {
    return connection.channel();
  }

  /** Ends the calls in flight, and closes the provider's clients. */
  @Override
  public void close() {
    connection.close();
  }
}
