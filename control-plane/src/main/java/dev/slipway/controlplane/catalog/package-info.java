/** What can be had: flavors with their prices, regions, and the limits of an app. */
@NullMarked
package dev.slipway.controlplane.catalog;

import org.jspecify.annotations.NullMarked;
