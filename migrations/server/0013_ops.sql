-- What whoever runs the server watches: forks at a glance, and how far each register's clock is off.

create index entry_fork on sync.entry (n) where fork;

-- The till's wall clock less the server's, as the newest push showed it. Nothing is ordered by it.
create table sync.register_clock (
    register_id uuid        primary key,
    skew_s      bigint      not null,
    seen_at     timestamptz not null
);
