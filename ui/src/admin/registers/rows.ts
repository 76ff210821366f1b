// The registers as a table: what each said of itself, and what the journal has of it.
import { secondsSince } from "../age";
import type { BranchHead, RegisterSeen, Sections } from "../data";

export interface RegisterRow {
  register: RegisterSeen;
  /** Seconds since it was heard; none if it never was. */
  heard: number | null;
  shift: number | null;
  heads: BranchHead[];
  forks: number;
  tone: "none" | "done" | "wait" | "danger";
}

export const COLUMNS = ["register", "heard", "unsent", "shift", "head", "forks"] as const;
export type Column = (typeof COLUMNS)[number];

const HERE_S = 90;
const LONG_S = 600;

function tone(row: Omit<RegisterRow, "tone">): RegisterRow["tone"] {
  if (row.register.revoked_at) return "none";
  const here = row.heard !== null && row.heard <= HERE_S;
  if (here) return "done";
  if (row.shift !== null) return row.heard === null || row.heard >= LONG_S ? "danger" : "wait";
  return (row.register.unsent ?? 0) > 0 ? "wait" : "none";
}

/** All registers, in the order of their codes. */
export function registerRows(sections: Sections, now: Date): RegisterRow[] {
  const { registers = [], heads = [], forks = [] } = sections.registers ?? {};
  return registers.map((register) => {
    const row = {
      register,
      heard: register.last_seen ? secondsSince(register.last_seen, now) : null,
      shift: sections.sales?.open_shifts.find((shift) => shift.register === register.id)?.number ?? null,
      heads: heads.filter((head) => head.register === register.id),
      forks: forks.find((fork) => fork.register === register.id)?.entries ?? 0,
    };
    return { ...row, tone: tone(row) };
  });
}

const keys: Record<Column, (row: RegisterRow) => number> = {
  register: () => 0,
  heard: (row) => row.heard ?? Number.POSITIVE_INFINITY,
  unsent: (row) => row.register.unsent ?? -1,
  shift: (row) => row.shift ?? -1,
  head: (row) => row.heads[0]?.seq ?? -1,
  forks: (row) => row.forks,
};

/** Sorted by a column; rows that it doesn't tell apart keep their order. */
export function sorted(rows: RegisterRow[], column: Column, down: boolean): RegisterRow[] {
  const key = keys[column];
  const way = down ? -1 : 1;
  if (column === "register") return down ? rows.toReversed() : rows;
  return rows.toSorted((a, b) => (key(a) === key(b) ? 0 : way * (key(a) < key(b) ? -1 : 1)));
}
