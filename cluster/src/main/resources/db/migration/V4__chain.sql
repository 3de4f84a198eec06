-- The checksum of an entry over itself and the checksum of the one before it: SHA-256, in hexadecimal digits. What is
-- there already is given its own by the next migration.
alter table entry add column hash text not null default '';

-- What a service has come to with an entry, so that a start need not replay all that is before it. It can be made anew
-- at any time; it counts only while the entry is there with the same checksum.
create table snapshot (
    service text   not null primary key references service (name),
    seq     bigint not null,
    hash    text   not null,
    state   text   not null
);
