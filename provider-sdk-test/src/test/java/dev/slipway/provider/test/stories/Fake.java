package dev.slipway.provider.test.stories;

import dev.slipway.provider.Action;
import dev.slipway.provider.ApplyContext;
import dev.slipway.provider.Call;
import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.EphemeralResource;
import dev.slipway.provider.Identity;
import dev.slipway.provider.ListResource;
import dev.slipway.provider.Provider;
import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.Resource;
import dev.slipway.provider.StateMove;
import dev.slipway.provider.StateStore;
import dev.slipway.provider.StateUpgrade;
import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.plan.Change;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.test.TestedProvider;
import java.util.List;
import java.util.Optional;

/** A provider with one resource, {@code fake_thing}, which does what a story needs. */
final class Fake implements Resource<String> {

  static final String THING = "fake_thing";

  /** What the author wrote for one operation. */
  @FunctionalInterface
  interface Making {
    State make(Plan plan, ApplyContext<String> context) throws Exception;
  }

  @FunctionalInterface
  interface Configuring {
    String configure(Config config, Call call) throws Exception;
  }

  @FunctionalInterface
  interface Planning {
    Plan plan(Change change, Context<String> context) throws Exception;
  }

  @FunctionalInterface
  interface Reading {
    Optional<State> read(State state, Context<String> context) throws Exception;
  }

  @FunctionalInterface
  interface Importing {
    State importState(String id, State blank) throws Exception;
  }

  @FunctionalInterface
  interface Deleting {
    void delete(State state, Context<String> context) throws Exception;
  }

  @FunctionalInterface
  interface Validating {
    void validate(Config config, Diagnostics diagnostics) throws Exception;
  }

  private final Schema schema;
  private String typeName = THING;
  private Configuring configuring = (_, call) -> "client for Terraform " + call.terraformVersion();
  private Validating validating = (_, _) -> {};
  private Planning planning = (change, _) -> change.plan();
  private Making creating = (plan, _) -> plan.toState();
  private Making updating = (plan, _) -> plan.toState();
  private Reading reading = (state, _) -> Optional.of(state);
  private Optional<Importing> importing = Optional.empty();
  private Deleting deleting = (_, _) -> {};
  private Schema meta = Schema.empty();
  private List<StateUpgrade> upgrades = List.of();
  private List<StateMove> moves = List.of();
  private Identity identity = Identity.NONE;
  private List<ProviderFunction<?>> functions = List.of();
  private List<DataSource<String>> dataSources = List.of();
  private List<EphemeralResource<String>> ephemerals = List.of();
  private List<ListResource<String>> lists = List.of();
  private List<Action<String>> actions = List.of();
  private List<StateStore<String>> stateStores = List.of();

  private Fake(Schema schema) {
    this.schema = schema;
  }

  static Fake of(Attribute<?>... attributes) {
    return of(Schema.of("A thing.", attributes));
  }

  static Fake of(Schema schema) {
    return new Fake(schema);
  }

  Fake named(String typeName) {
    this.typeName = typeName;
    return this;
  }

  Fake configuring(Configuring configuring) {
    this.configuring = configuring;
    return this;
  }

  Fake validating(Validating validating) {
    this.validating = validating;
    return this;
  }

  Fake planning(Planning planning) {
    this.planning = planning;
    return this;
  }

  Fake creating(Making creating) {
    this.creating = creating;
    return this;
  }

  Fake updating(Making updating) {
    this.updating = updating;
    return this;
  }

  Fake reading(Reading reading) {
    this.reading = reading;
    return this;
  }

  Fake importing(Importing importing) {
    this.importing = Optional.of(importing);
    return this;
  }

  Fake deleting(Deleting deleting) {
    this.deleting = deleting;
    return this;
  }

  Fake upgrading(StateUpgrade... upgrades) {
    this.upgrades = List.of(upgrades);
    return this;
  }

  Fake movingFrom(StateMove... moves) {
    this.moves = List.of(moves);
    return this;
  }

  /** The provider has this too. */
  Fake beside(EphemeralResource<String> ephemeral) {
    ephemerals = List.of(ephemeral);
    return this;
  }

  Fake beside(DataSource<String> dataSource) {
    dataSources = List.of(dataSource);
    return this;
  }

  Fake beside(ListResource<String> list) {
    lists = List.of(list);
    return this;
  }

  Fake beside(Action<String> action) {
    actions = List.of(action);
    return this;
  }

  /** What modules may say of themselves. */
  Fake told(Attribute<?>... meta) {
    this.meta = Schema.of("", meta);
    return this;
  }

  Fake beside(StateStore<String> stateStore) {
    stateStores = List.of(stateStore);
    return this;
  }

  Fake identifiedBy(Identity identity) {
    this.identity = identity;
    return this;
  }

  Fake offering(ProviderFunction<?>... functions) {
    this.functions = List.of(functions);
    return this;
  }

  /** Served and configured. */
  TestedProvider tested() {
    return TestedProvider.of(provider()).configure();
  }

  Provider<String> provider() {
    return provider(Schema.empty());
  }

  Provider<String> provider(Schema configuration) {
    return new Provider<>() {
      @Override
      public String name() {
        return "fake";
      }

      @Override
      public String source() {
        return "slipway/fake";
      }

      @Override
      public Schema schema() {
        return configuration;
      }

      @Override
      public Schema metaSchema() {
        return meta;
      }

      @Override
      public String configure(Config config, Call call) throws Exception {
        return configuring.configure(config, call);
      }

      @Override
      public List<Fake> resources() {
        return List.of(Fake.this);
      }

      @Override
      public List<ProviderFunction<?>> functions() {
        return functions;
      }

      @Override
      public List<DataSource<String>> dataSources() {
        return dataSources;
      }

      @Override
      public List<EphemeralResource<String>> ephemeralResources() {
        return ephemerals;
      }

      @Override
      public List<ListResource<String>> listResources() {
        return lists;
      }

      @Override
      public List<Action<String>> actions() {
        return actions;
      }

      @Override
      public List<StateStore<String>> stateStores() {
        return stateStores;
      }
    };
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public List<StateUpgrade> upgrades() {
    return upgrades;
  }

  @Override
  public List<StateMove> moves() {
    return moves;
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public void validate(Config config, Diagnostics diagnostics) throws Exception {
    validating.validate(config, diagnostics);
  }

  @Override
  public Plan plan(Change change, Context<String> context) throws Exception {
    return planning.plan(change, context);
  }

  @Override
  public State create(Plan plan, ApplyContext<String> context) throws Exception {
    return creating.make(plan, context);
  }

  @Override
  public Optional<State> read(State state, Context<String> context) throws Exception {
    return reading.read(state, context);
  }

  @Override
  public State update(State prior, Plan plan, ApplyContext<String> context) throws Exception {
    return updating.make(plan, context);
  }

  @Override
  public void delete(State state, Context<String> context) throws Exception {
    deleting.delete(state, context);
  }

  @Override
  public State importState(String id, State blank, Context<String> context) throws Exception {
    return importing.isPresent()
        ? importing.get().importState(id, blank)
        : Resource.super.importState(id, blank, context);
  }
}
