-- Whoever writes under a register's name moves its turn, so that what was read without a lock can be written if the turn is
-- still the one that was read, and else not.

alter table identity.register add column turn bigint not null default 0;
