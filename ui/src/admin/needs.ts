// What needs a person, the most urgent first: a pure reading of what the server told.
import type { Formats } from "../shared/format";
import type { AdminWords } from "../shared/messages/en/admin";
import { hrefOf } from "./address.svelte";
import { ageWords, secondsSince } from "./age";
import type { Parked, RegisterSeen, Sections } from "./data";

/** Something to do. Red before amber, and the longest wait first. */
export interface Need {
  id: string;
  tone: "danger" | "wait";
  title: string;
  text: string;
  seconds: number | null;
  href: string;
  action: string;
}

const SILENT_S = 90;
const LONG_S = 600;
const OUTBOX_S = 30;
const FULL_S = 60;
const FORK_S = 24 * 3600;

interface Reading {
  sections: Sections;
  now: Date;
  say: AdminWords;
  formats: Formats;
}

/** All that needs somebody now. */
export function needs(reading: Reading): Need[] {
  const all = [messages, registers, broker, outbox, queues, entries, forks].flatMap((look) => look(reading));
  const urgency = (need: Need) => (need.tone === "danger" ? 0 : 1);
  return all.sort((a, b) => urgency(a) - urgency(b) || (b.seconds ?? 0) - (a.seconds ?? 0));
}

/** What a register is called in a list of registers. */
export function registerName(id: string, sections: Sections, say: AdminWords): string {
  const found = sections.registers?.registers.find((register) => register.id === id);
  return found ? say.registers.short(found.code) : say.registers.unknown;
}

function messages({ sections, now, say, formats }: Reading): Need[] {
  const { open = 0, listed = [] } = sections.messages ?? {};
  const byQueue = new Map<string, Parked[]>();
  for (const parked of listed)
    byQueue.set(parked.consumer, [...(byQueue.get(parked.consumer) ?? []), parked]);
  return [...byQueue].map(([queue, parked]) => {
    // Those behind the listed ones can't be told apart; they are counted where there is one queue alone.
    const count = byQueue.size === 1 ? open : parked.length;
    return {
      id: `messages-${queue}`,
      tone: "danger",
      title: say.needs.messages(count, formats.count(count), queue),
      text: parked[0]?.reason ?? "",
      seconds: secondsSince(parked[0]?.parked_at ?? "", now),
      href: hrefOf("messages", { open: String(parked[0]?.id) }),
      action: say.needs.read,
    };
  });
}

function registers({ sections, now, say, formats }: Reading): Need[] {
  const open = new Set(sections.sales?.open_shifts.map((shift) => shift.register));
  const said = (register: RegisterSeen, shift: boolean): Need | null => {
    const seconds = register.last_seen ? secondsSince(register.last_seen, now) : null;
    const unsent = register.unsent ?? 0;
    const quiet = seconds === null || seconds > SILENT_S;
    if (register.revoked_at || !quiet || (!shift && unsent === 0)) return null;
    const name = say.registers.name(register.code, register.name);
    const last = register.last_seen ? formats.since(new Date(register.last_seen), now) : null;
    const heard = shift ? say.needs.silentText : say.needs.unsentText;
    const left = unsent > 0 ? ` ${say.needs.silentUnsent(unsent, formats.count(unsent))}` : "";
    return {
      id: `register-${register.id}`,
      tone: shift && (seconds ?? LONG_S) >= LONG_S ? "danger" : "wait",
      title: shift ? say.needs.silent(name) : say.needs.unsent(name),
      text: (last ? heard(last) : say.needs.silentNever) + left,
      seconds,
      href: hrefOf("registers", { open: register.id }),
      action: say.needs.openRegister,
    };
  };
  const all = sections.registers?.registers ?? [];
  return all.map((register) => said(register, open.has(register.id))).filter((need) => need !== null);
}

function broker({ sections, now, say }: Reading): Need[] {
  const state = sections.broker;
  if (!state || state.up) return [];
  const seconds = secondsSince(state.since, now);
  const { broker: title, brokerText: text, openQueues: action } = say.needs;
  const tone = seconds > LONG_S ? "danger" : "wait";
  return [{ id: "broker", tone, title, text, seconds, href: hrefOf("queues"), action }];
}

function outbox({ sections, now, say, formats }: Reading): Need[] {
  const { unsent = 0, since = null } = sections.outbox ?? {};
  const seconds = since ? secondsSince(since, now) : 0;
  if (unsent === 0 || seconds < OUTBOX_S) return [];
  return [
    {
      id: "outbox",
      tone: seconds > LONG_S ? "danger" : "wait",
      title: say.needs.outbox(ageWords(seconds, say)),
      text: say.needs.outboxText(unsent, formats.count(unsent)),
      seconds,
      href: hrefOf("queues"),
      action: say.needs.openOutbox,
    },
  ];
}

function queues({ sections, now, say, formats }: Reading): Need[] {
  // What the broker said before it went away is no longer so.
  if (!sections.broker?.up) return [];
  return (sections.queues ?? []).flatMap((queue): Need[] => {
    const seconds = queue.waiting_since ? secondsSince(queue.waiting_since, now) : 0;
    const unread = queue.consumers === 0;
    if (queue.ready === 0 || (!unread && seconds < FULL_S)) return [];
    return [
      {
        id: `queue-${queue.name}`,
        tone: unread || seconds > LONG_S ? "danger" : "wait",
        title: unread ? say.needs.unread(queue.name) : say.needs.full(queue.name),
        text: say.needs.queueText(queue.ready, formats.count(queue.ready)),
        seconds,
        href: hrefOf("queues"),
        action: say.needs.openQueues,
      },
    ];
  });
}

function entries({ sections, now, say, formats }: Reading): Need[] {
  const { open = 0, listed = [] } = sections.entries ?? {};
  const first = listed[0];
  if (!first) return [];
  const why = first.reason ?? say.entries.codes[first.code ?? ""] ?? first.code ?? "";
  return [
    {
      id: "entries",
      tone: "wait",
      title: say.needs.entries(open, formats.count(open)),
      text: `${registerName(first.register, sections, say)}: ${why}`,
      seconds: secondsSince(first.received_at, now),
      href: hrefOf("quarantine", { open: first.hash }),
      action: say.needs.resolve,
    },
  ];
}

function forks({ sections, now, say }: Reading): Need[] {
  return (sections.registers?.forks ?? []).flatMap((fork): Need[] => {
    const seconds = secondsSince(fork.newest, now);
    if (seconds > FORK_S) return [];
    const title = say.needs.fork(registerName(fork.register, sections, say));
    const href = hrefOf("registers", { open: fork.register });
    const { forkText: text, openRegister: action } = say.needs;
    return [{ id: `fork-${fork.register}`, tone: "wait", title, text, seconds, href, action }];
  });
}
