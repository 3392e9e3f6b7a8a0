/**
 * Terraform providers in Java. A {@link dev.slipway.provider.Provider} offers {@link
 * dev.slipway.provider.Resource}s and {@link dev.slipway.provider.DataSource}s, whose attributes
 * are typed handles of a {@link dev.slipway.provider.schema.Schema}, and {@link
 * dev.slipway.provider.ProviderFunction}s. Everything on the wire is the SDK's affair.
 */
@NullMarked
package dev.slipway.provider;

import org.jspecify.annotations.NullMarked;
