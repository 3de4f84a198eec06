-- One text for SQLite and PostgreSQL. What only one of them takes stands in a folder of its own.

-- Who owns a shard, and under which epoch. A row is there once somebody took it.
create table shard (
    number integer not null primary key check (number between 0 and 255),
    owner  text    not null,
    epoch  bigint  not null check (epoch > 0)
);

-- A row is there with the first entry of the service; an append is a compare-and-set of last_seq.
create table service (
    name     text    not null primary key,
    shard    integer not null references shard (number),
    last_seq bigint  not null check (last_seq > 0)
);

-- The entries themselves. The payload is JSON, its format is named by kind and version; times are ISO 8601 in UTC
-- with nine decimals, so that they sort as text.
create table entry (
    service     text    not null references service (name),
    seq         bigint  not null check (seq > 0),
    epoch       bigint  not null,
    recorded_at text    not null,
    kind        text    not null,
    version     integer not null,
    payload     text    not null,
    primary key (service, seq)
);
