package dev.slipway.controlplane.database;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/** An instant as microseconds since 1970, which both databases order alike. */
public final class InstantColumn {
  public static final DataType<Instant> INSTANT =
      SQLDataType.BIGINT.asConvertedDataType(
          Converter.ofNullable(
              Long.class,
              Instant.class,
              micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
              InstantColumn::micros));

  /** As the column has it. */
  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private InstantColumn() {}
}
