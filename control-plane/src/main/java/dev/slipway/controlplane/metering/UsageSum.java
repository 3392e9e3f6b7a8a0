package dev.slipway.controlplane.metering;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.math.BigDecimal;

/**
 * What one app used of one flavor over some time.
 *
 * @param replicaMinutes started minutes times available replicas
 * @param unitMinutes replica minutes times units
 */
public record UsageSum(
    AppId app,
    String appName,
    RegionName region,
    String flavor,
    long replicaMinutes,
    long unitMinutes,
    BigDecimal cost,
    String currency) {}
