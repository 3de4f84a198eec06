-- Where the first entry of a service stands for others that were deleted: that entry keeps the checksum of the one whose
-- place it took, so that the next one still follows on it, and the checksum of what stands in it now is here.
create table pruned (
    service text   not null primary key references service (name),
    seq     bigint not null,
    hash    text   not null
);
