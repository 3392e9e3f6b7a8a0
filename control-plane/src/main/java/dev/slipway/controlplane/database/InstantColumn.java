package dev.slipway.controlplane.database;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DataType;
import org.jooq.impl.AbstractConverter;
import org.jooq.impl.SQLDataType;

/** An instant as microseconds since 1970, which both databases order alike. */
public final class InstantColumn extends AbstractConverter<Long, Instant> {
  private static final long serialVersionUID = 1;

  public static final DataType<Instant> INSTANT =
      SQLDataType.BIGINT.asConvertedDataType(new InstantColumn());

  private InstantColumn() {
    super(Long.class, Instant.class);
  }

  @Override
  public Instant from(Long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public Long to(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
