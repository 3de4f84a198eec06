-- The cluster that this database is of, in one row; none while it is a single node's.
create table cluster (
    number integer not null primary key check (number = 1),
    name   text    not null
);
