package dev.slipway.controlplane.catalog;

import java.math.BigDecimal;

/**
 * What an app costs while it runs.
 *
 * @param minPerHour at its fewest replicas
 * @param maxPerHour at its most replicas
 * @param currency ISO 4217
 */
public record Price(BigDecimal minPerHour, BigDecimal maxPerHour, String currency) {}
