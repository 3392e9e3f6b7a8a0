package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.Action;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.EphemeralResource;
import dev.slipway.provider.Identity;
import dev.slipway.provider.ListResource;
import dev.slipway.provider.Provider;
import dev.slipway.provider.Resource;
import dev.slipway.provider.StateMove;
import dev.slipway.provider.StateStore;
import dev.slipway.provider.StateUpgrade;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Schema;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Everything a provider offers, asked of it once and found to be in order. */
record Offer<C>(
    Provider<C> provider,
    Schema schema,
    ModuleMeta meta,
    Map<String, OfferedResource<C>> resources,
    Map<String, OfferedDataSource<C>> dataSources,
    Map<String, OfferedEphemeral<C>> ephemerals,
    Map<String, OfferedList<C>> lists,
    Map<String, OfferedAction<C>> actions,
    Map<String, OfferedFunction<?>> functions,
    Map<String, OfferedStateStore<C>> stateStores) {

  private static final Set<String> RESERVED = Set.of("alias", "version");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*");

  record OfferedResource<C>(
      Resource<C> resource,
      Schema schema,
      List<StateUpgrade> upgrades,
      List<StateMove> moves,
      Identity identity) {
    String typeName() {
      return resource.typeName();
    }
  }

  record OfferedEphemeral<C>(EphemeralResource<C> ephemeral, Schema schema) {}

  record OfferedList<C>(ListResource<C> list, Schema schema, OfferedResource<C> resource) {}

  record OfferedAction<C>(Action<C> action, Schema schema) {}

  record OfferedStateStore<C>(StateStore<C> store, Schema schema) {}

  record OfferedDataSource<C>(DataSource<C> dataSource, Schema schema) {
    String typeName() {
      return dataSource.typeName();
    }
  }

  static <C> Offer<C> of(Provider<C> provider) {
    if (!NAME.matcher(provider.name()).matches()) {
      throw new IllegalArgumentException(
          "provider name \"%s\" has to be lower-case letters and digits"
              .formatted(provider.name()));
    }
    var schema = provider.schema();
    for (var attribute : schema.shape().attributes()) {
      if (RESERVED.contains(attribute.name())) {
        throw refused(attribute, "in a provider block, the name is one of Terraform's own words");
      }
    }
    requireConfigurationOnly(schema, "a provider block");
    var metaSchema = provider.metaSchema();
    requireConfigurationOnly(metaSchema, "provider_meta");
    var name = provider.name();
    Map<String, OfferedResource<C>> resources =
        byName(name, provider.resources(), Resource::typeName, each -> offered(each));
    return new Offer<>(
        provider,
        schema,
        new ModuleMeta(metaSchema),
        resources,
        byName(name, provider.dataSources(), DataSource::typeName, each -> offered(each)),
        byName(
            name,
            provider.ephemeralResources(),
            EphemeralResource::typeName,
            each -> offered(each)),
        byName(
            name,
            provider.listResources(),
            each -> each.resource().typeName(),
            each -> offered(each, resources)),
        byName(name, provider.actions(), Action::typeName, each -> offered(each)),
        OfferedFunction.byName(provider.functions()),
        byName(name, provider.stateStores(), StateStore::typeName, each -> offered(each)));
  }

  private static void requireConfigurationOnly(Schema schema, String where) {
    for (var attribute : schema.shape().attributes()) {
      if (!attribute.isRequired() && !attribute.isOptional()) {
        throw refused(attribute, "nothing in %s can be computed".formatted(where));
      }
      refuseWriteOnly(attribute, where);
    }
  }

  private static <C> OfferedResource<C> offered(Resource<C> resource) {
    var schema = resource.schema();
    var upgrades = List.copyOf(resource.upgrades());
    requireOlder("schema", schema.version(), upgrades);
    var identity = resource.identity();
    requireOlder("identity", identity.version(), identity.upgrades());
    identity.shape().attributes().forEach(each -> requireIdentifying(each, schema));
    return new OfferedResource<>(
        resource, schema, upgrades, List.copyOf(resource.moves()), identity);
  }

  private static void requireOlder(String what, long current, List<StateUpgrade> upgrades) {
    var versions = new HashSet<Long>();
    for (var upgrade : upgrades) {
      if (upgrade.version() < 0 || upgrade.version() >= current) {
        throw new IllegalArgumentException(
            "an upgrade starts from version %d, which is not older than the %s's %d"
                .formatted(upgrade.version(), what, current));
      }
      if (!versions.add(upgrade.version())) {
        throw new IllegalArgumentException(
            "two upgrades start from version %d".formatted(upgrade.version()));
      }
    }
  }

  private static void requireIdentifying(Attribute<?> attribute, Schema schema) {
    if (schema.shape().attributes().stream().noneMatch(own -> own == attribute)) {
      throw refused(attribute, "an identity is made of the schema's own attributes");
    }
    boolean plain =
        isPlain(attribute.kind())
            || (attribute.kind() instanceof Kind.ListOf<?>(var element) && isPlain(element));
    if (!plain || attribute.isWriteOnly()) {
      throw refused(
          attribute, "an identity is made of stored texts, numbers, booleans and lists of them");
    }
  }

  private static boolean isPlain(Kind<?> kind) {
    return kind instanceof Scalar<?> && !kind.equals(Kind.DYNAMIC);
  }

  private static <C> OfferedDataSource<C> offered(DataSource<C> dataSource) {
    var schema = dataSource.schema();
    schema.shape().attributes().forEach(each -> refuseWriteOnly(each, "a data source"));
    return new OfferedDataSource<>(dataSource, schema);
  }

  private static <C> OfferedEphemeral<C> offered(EphemeralResource<C> ephemeral) {
    var schema = ephemeral.schema();
    schema.shape().attributes().forEach(each -> refuseWriteOnly(each, "an ephemeral resource"));
    return new OfferedEphemeral<>(ephemeral, schema);
  }

  private static <C> OfferedList<C> offered(
      ListResource<C> list, Map<String, OfferedResource<C>> resources) {
    var resource = resources.get(list.resource().typeName());
    if (resource == null || resource.identity().isNone()) {
      throw new IllegalArgumentException(
          "what is listed has to be a resource of this provider, with an identity");
    }
    var schema = list.schema();
    requireConfigurationOnly(schema, "a list block");
    return new OfferedList<>(list, schema, resource);
  }

  private static <C> OfferedAction<C> offered(Action<C> action) {
    var schema = action.schema();
    requireConfigurationOnly(schema, "an action");
    return new OfferedAction<>(action, schema);
  }

  private static <C> OfferedStateStore<C> offered(StateStore<C> store) {
    var schema = store.schema();
    requireConfigurationOnly(schema, "a state store");
    return new OfferedStateStore<>(store, schema);
  }

  private static void refuseWriteOnly(Attribute<?> attribute, String where) {
    if (attribute.isWriteOnly()) {
      throw refused(attribute, "nothing in %s can be write-only".formatted(where));
    }
  }

  private static IllegalArgumentException refused(Attribute<?> attribute, String reason) {
    return new IllegalArgumentException("attribute %s: %s".formatted(attribute, reason));
  }

  private static <S, T> Map<String, T> byName(
      String provider, List<? extends S> all, Function<S, String> naming, Function<S, T> offering) {
    var byName = new LinkedHashMap<String, T>();
    for (var each : all) {
      String name = naming.apply(each);
      if (!name.matches(provider + "(_[a-z0-9_]+)?")) {
        throw new IllegalArgumentException(
            "type name \"%s\" has to begin with \"%s_\"".formatted(name, provider));
      }
      T offered;
      try {
        offered = offering.apply(each);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
      }
      if (byName.putIfAbsent(name, offered) != null) {
        throw new IllegalArgumentException("two types are named \"%s\"".formatted(name));
      }
    }
    return Collections.unmodifiableMap(byName);
  }

  OfferedResource<C> resource(String typeName) {
    return Optional.ofNullable(resources.get(typeName))
        .orElseThrow(() -> missing("resource type", typeName, resources));
  }

  OfferedDataSource<C> dataSource(String typeName) {
    return Optional.ofNullable(dataSources.get(typeName))
        .orElseThrow(() -> missing("data source type", typeName, dataSources));
  }

  OfferedEphemeral<C> ephemeral(String typeName) {
    return Optional.ofNullable(ephemerals.get(typeName))
        .orElseThrow(() -> missing("ephemeral resource type", typeName, ephemerals));
  }

  OfferedList<C> list(String typeName) {
    return Optional.ofNullable(lists.get(typeName))
        .orElseThrow(() -> missing("list resource type", typeName, lists));
  }

  OfferedAction<C> action(String typeName) {
    return Optional.ofNullable(actions.get(typeName))
        .orElseThrow(() -> missing("action type", typeName, actions));
  }

  OfferedFunction<?> function(String name) {
    return Optional.ofNullable(functions.get(name))
        .orElseThrow(() -> missing("function", name, functions));
  }

  OfferedStateStore<C> stateStore(String typeName) {
    return Optional.ofNullable(stateStores.get(typeName))
        .orElseThrow(() -> missing("state store type", typeName, stateStores));
  }

  private Failure missing(String what, String name, Map<String, ?> offered) {
    return new Failure(
        "No %s %s".formatted(what, name),
        "Provider %s offers %s. A newer version of the provider may have it."
            .formatted(
                provider.name(), offered.isEmpty() ? "none" : String.join(", ", offered.keySet())));
  }
}
