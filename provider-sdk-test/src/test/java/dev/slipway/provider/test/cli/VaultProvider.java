package dev.slipway.provider.test.cli;

import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.provider.ApplyContext;
import dev.slipway.provider.Call;
import dev.slipway.provider.Context;
import dev.slipway.provider.EphemeralResource;
import dev.slipway.provider.Identity;
import dev.slipway.provider.Provider;
import dev.slipway.provider.Resource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Accounts, and passwords that are never stored. */
final class VaultProvider implements Provider<VaultProvider> {
  static final Attribute<String> USER = string("user").required().requiresReplace();
  static final Attribute<String> ID = string("id").computed().stable();
  static final Attribute<String> PASSWORD = string("password_wo").optional().writeOnly();
  static final Attribute<String> VALUE = string("value").computed().sensitive();

  /** What accounts were made with, by user. */
  final Map<String, String> passwords = new ConcurrentHashMap<>();

  /** How many passwords are open. */
  final AtomicInteger open = new AtomicInteger();

  @Override
  public String name() {
    return "vault";
  }

  @Override
  public String source() {
    return "slipway/vault";
  }

  @Override
  public VaultProvider configure(Config config, Call call) {
    return this;
  }

  @Override
  public List<Resource<VaultProvider>> resources() {
    return List.of(new Account());
  }

  @Override
  public List<EphemeralResource<VaultProvider>> ephemeralResources() {
    return List.of(new Password());
  }

  private static final class Account implements Resource<VaultProvider> {
    @Override
    public String typeName() {
      return "vault_account";
    }

    @Override
    public Schema schema() {
      return Schema.of("An account.", ID, USER, PASSWORD);
    }

    @Override
    public Identity identity() {
      return Identity.of(ID);
    }

    @Override
    public State create(Plan plan, ApplyContext<VaultProvider> context) {
      context.client().passwords.put(plan.get(USER), plan.get(PASSWORD));
      return plan.toState().with(ID, "account/" + plan.get(USER));
    }

    @Override
    public Optional<State> read(State state, Context<VaultProvider> context) {
      var user = state.get(ID).replaceFirst("account/", "");
      return context.client().passwords.containsKey(user)
          ? Optional.of(state.with(USER, user))
          : Optional.empty();
    }

    @Override
    public void delete(State state, Context<VaultProvider> context) {
      context.client().passwords.remove(state.get(USER));
    }
  }

  private static final class Password implements EphemeralResource<VaultProvider> {
    @Override
    public String typeName() {
      return "vault_password";
    }

    @Override
    public Schema schema() {
      return Schema.of("A password.", VALUE);
    }

    @Override
    public Opened open(Config config, Context<VaultProvider> context) {
      context.client().open.incrementAndGet();
      return Opened.of(config.toState().with(VALUE, "hush"));
    }

    @Override
    public void close(PrivateData data, Context<VaultProvider> context) {
      context.client().open.decrementAndGet();
    }
  }
}
