/**
 * The shape of what users write and Terraform stores, as typed handles: {@link
 * dev.slipway.provider.schema.Attributes} makes them, a {@link dev.slipway.provider.schema.Schema}
 * holds them, and {@link dev.slipway.provider.schema.Fields} are read through them.
 */
@NullMarked
package dev.slipway.provider.schema;

import org.jspecify.annotations.NullMarked;
