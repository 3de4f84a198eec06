-- The nodes of a cluster. Each says again and again that it lives; seen_at is when, in milliseconds since 1970 by the
-- clock of the database.
create table node (
    id          text   not null primary key,
    incarnation text   not null,
    address     text   not null,
    release     text   not null,
    seen_at     bigint not null
);
