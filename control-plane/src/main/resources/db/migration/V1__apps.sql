-- Written for SQLite and PostgreSQL alike. Times are microseconds since 1970, UTC.

create table project (
  id        text    not null primary key,
  gpu_quota integer not null,
  cpu_quota integer not null
);

create table app (
  id                text    not null primary key,
  project           text    not null,
  region            text    not null,
  name              text    not null,
  -- Counts accepted specs; also the number of the latest revision.
  generation        bigint  not null,
  state             text    not null,
  status            text    not null,
  admission         text    not null,
  author            text    not null,
  client            text    not null,
  created_at        bigint  not null,
  updated_at        bigint  not null,
  claimed           boolean not null,
  deleting          boolean not null,
  -- Null while there is anything of it.
  deleted_at        bigint,
  -- Of its latest event.
  last_sequence     bigint  not null
);

create unique index app_name on app (project, region, name) where deleted_at is null;

create table app_label (
  app_id text not null references app (id),
  key    text not null,
  value  text not null,
  primary key (app_id, key)
);

create table revision (
  app_id            text   not null references app (id),
  number            bigint not null,
  -- The spec without secret values.
  spec              text   not null,
  -- The secret values, encrypted; null once the app is gone.
  secrets           bytea,
  image_digest      text,
  image_reference   text,
  template_revision bigint not null,
  author            text   not null,
  client            text   not null,
  created_at        bigint not null,
  rollback_of       bigint not null,
  primary key (app_id, number)
);

create table event (
  app_id   text   not null references app (id),
  sequence bigint not null,
  time     bigint not null,
  severity text   not null,
  code     text   not null,
  message  text   not null,
  revision bigint not null,
  replica  text   not null,
  author   text   not null,
  client   text   not null,
  primary key (app_id, sequence)
);

-- What a client's request id brought about, so that repeating it does nothing more.
create table request (
  project    text   not null,
  id         text   not null,
  hash       text   not null,
  app_id     text   not null references app (id),
  created_at bigint not null,
  primary key (project, id)
);

create table usage_minute (
  app_id           text    not null,
  -- Minutes since 1970, UTC.
  minute           bigint  not null,
  project          text    not null,
  app_name         text    not null,
  region           text    not null,
  flavor           text    not null,
  units            integer not null,
  replicas         integer not null,
  -- Decimal number, per unit.
  price_per_minute text    not null,
  currency         text    not null,
  primary key (app_id, minute, flavor, units)
);

create index usage_by_project on usage_minute (project, minute);
