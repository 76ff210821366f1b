// The rows of the queues' table: the queues as the broker has them, and the outbox before them in the same terms.
import { secondsSince } from "../age";
import type { Sections } from "../data";

export type Tone = "none" | "wait" | "danger";

export interface Row {
  name: string;
  waiting: number;
  /** Seconds, with how sure they are: at most so old, at least so old, or just so. */
  oldest: { seconds: number; sure: "atMost" | "atLeast" | "exact" } | null;
  flow: { in_s: number; out_s: number; unacknowledged: number } | null;
  readers: number | null;
  stopped: number | null;
  history: number[];
  tone: Tone;
}

const SLOW_S = 30;
const BAD_S = 600;

function tone(seconds: number, stopped: number, unread: boolean): Tone {
  if (stopped > 0 || unread || seconds > BAD_S) return "danger";
  return seconds > SLOW_S ? "wait" : "none";
}

/** All rows; the outbox is the last. */
export function rows(sections: Sections, now: Date): Row[] {
  const stopped = new Map<string, number>();
  for (const parked of sections.messages?.listed ?? []) {
    stopped.set(parked.consumer, (stopped.get(parked.consumer) ?? 0) + 1);
  }
  const queues = (sections.queues ?? []).map((queue): Row => {
    const seconds = queue.waiting_since ? secondsSince(queue.waiting_since, now) : 0;
    const count = stopped.get(queue.name) ?? 0;
    return {
      name: queue.name,
      waiting: queue.ready,
      oldest: queue.waiting_since ? { seconds, sure: queue.seen_empty ? "atMost" : "atLeast" } : null,
      flow: queue.flow,
      readers: queue.consumers,
      stopped: count,
      history: sections.history?.[queue.name] ?? [],
      tone: tone(seconds, count, queue.consumers === 0),
    };
  });
  const { unsent = 0, since = null } = sections.outbox ?? {};
  const seconds = since ? secondsSince(since, now) : 0;
  const outbox: Row = {
    name: "outbox",
    waiting: unsent,
    oldest: since ? { seconds, sure: "exact" } : null,
    flow: null,
    readers: null,
    stopped: null,
    history: sections.history?.outbox ?? [],
    tone: tone(seconds, 0, false),
  };
  return [...queues, outbox];
}
