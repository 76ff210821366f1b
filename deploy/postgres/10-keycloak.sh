#!/usr/bin/env bash
# Keycloak keeps its realm in a database of its own, under a role that can't see the books.
set -euo pipefail
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v password="$KEYCLOAK_DATABASE_PASSWORD" <<'SQL'
create role keycloak login password :'password';
create database keycloak owner keycloak;
revoke connect on database evertill from public;
SQL
