// What the server tells, section by section, as it comes over the line.

export interface Server {
  at: string;
  version: string;
  database: boolean;
}
export interface BrokerState {
  up: boolean;
  since: string;
  flows: "none" | "up" | "away" | "";
}
export interface QueueRow {
  name: string;
  ready: number;
  consumers: number;
  flow: { unacknowledged: number; in_s: number; out_s: number } | null;
  waiting_since: string | null;
  seen_empty: boolean;
}
export interface Outbox {
  unsent: number;
  since: string | null;
}
export interface Parked {
  id: number;
  consumer: string;
  message_id: string;
  kind: string;
  source: "refused" | "dead_lettered";
  body: string;
  reason: string;
  parked_at: string;
}
export interface OpenEntry {
  hash: string;
  register: string;
  branch: string | null;
  seq: number | null;
  kind: string;
  fate: "quarantined" | "stored";
  code: string | null;
  reason: string | null;
  received_at: string;
  body: string;
}
export interface RegisterSeen {
  id: string;
  code: string;
  name: string;
  enrolled_at: string;
  revoked_at: string | null;
  last_seen: string | null;
  unsent: number | null;
}
export interface BranchHead {
  register: string;
  branch: string;
  seq: number;
  received_at: string | null;
}
export interface Forks {
  register: string;
  entries: number;
  newest: string;
}
export interface Registers {
  registers: RegisterSeen[];
  heads: BranchHead[];
  forks: Forks[];
}
export interface Decision {
  id: number;
  at: string;
  name: string;
  action: "replay" | "discard" | "book" | "see";
  subject: string;
  reason: string;
}
export interface SalesRow {
  business_day: string;
  register: string;
  half_hour: number;
  orders: number;
  net: number;
}
export interface OpenShift {
  register: string;
  number: number;
  opened_at: string;
}
export interface Sales {
  shop: string;
  currency: string;
  exponent: number;
  time_zone: string;
  today: string;
  before: string;
  minute: number;
  sales: SalesRow[];
  open_shifts: OpenShift[];
}
export interface Listed<T> {
  open: number;
  listed: T[];
}

/** All sections. One that has not come yet, because what it tells of is away, is not there. */
export interface Sections {
  server?: Server;
  broker?: BrokerState;
  queues?: QueueRow[];
  history?: Record<string, number[]>;
  outbox?: Outbox;
  messages?: Listed<Parked>;
  entries?: Listed<OpenEntry>;
  registers?: Registers;
  decisions?: { newest: Decision[] };
  sales?: Sales;
}

export interface Me {
  name: string;
  roles: string[];
}
