package dev.slipway.controlplane.reconcile;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How apps are kept as they should be.
 *
 * @param resync from one look at every app to the next; what changes is looked at at once
 * @param hearing from one question to every region about what it has and whose replicas are there
 *     to the next
 * @param parallelism apps that are looked at at once
 * @param silenceGrace how long a region may not answer before its apps show it
 */
@Validated
@ConfigurationProperties("slipway.reconcile")
public record ReconcileProperties(
    @DefaultValue("5m") Duration resync,
    @DefaultValue("30s") Duration hearing,
    @DefaultValue("64") @Min(1) int parallelism,
    @DefaultValue("10s") Duration silenceGrace) {}
