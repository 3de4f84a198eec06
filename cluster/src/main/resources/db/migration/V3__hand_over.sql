-- What the owner of a shard left of its services for the owner after it: no truth, so a row may be missing or out of
-- date. left_at is in milliseconds since 1970 by the clock of the node that left it; the state is Base64.
create table hand_over (
    service text    not null primary key,
    shard   integer not null,
    epoch   bigint  not null,
    left_at bigint  not null,
    state   text    not null
);

create index hand_over_by_shard on hand_over (shard, epoch);
