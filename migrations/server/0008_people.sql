-- People: an admin revokes and restores staff and takes registers out of use, and every such act is kept.

alter table identity.staff_seen
    add column revoked_at timestamptz null,
    add column revoked_by text        null,
    add check ((revoked_at is null) = (revoked_by is null));
create index staff_seen_revoked on identity.staff_seen (subject) where revoked_at is not null;

create table identity.audit (
    id      bigint      primary key generated always as identity,
    at      timestamptz not null,
    -- The admin's subject and name, as the provider's token said.
    actor   text        not null,
    name    text        not null,
    -- `staff.revoked`, `staff.restored`, `register.revoked`.
    action  text        not null,
    -- The subject of the staff, the id of the register.
    target  text        not null,
    reason  text        null
);
