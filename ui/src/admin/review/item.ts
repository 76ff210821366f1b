// What waits for a decision, messages and entries alike: what is said of it, and what can be done.
import type { AdminWords } from "../../shared/messages/en/admin";
import type { Sections } from "../data";
import { registerName } from "../needs";

export interface Verb {
  name: string;
  label: string;
  text: string;
  done: string;
  danger: boolean;
}

export interface Item {
  id: string;
  title: string;
  reason: string;
  mark: string;
  since: string;
  facts: [label: string, value: string][];
  body: string;
  /** The part of the API's address before the verb. */
  path: string;
  verbs: Verb[];
}

/** The stopped messages. */
export function messageItems(sections: Sections, say: AdminWords): Item[] {
  const own = say.messages;
  const verbs: Verb[] = [
    { name: "replay", label: own.replay, text: own.replayText, done: own.replayed, danger: false },
    { name: "discard", label: own.discard, text: own.discardText, done: own.discarded, danger: true },
  ];
  return (sections.messages?.listed ?? []).map((parked) => ({
    id: String(parked.id),
    title: parked.consumer,
    reason: parked.reason,
    mark: own[parked.source],
    since: parked.parked_at,
    facts: [
      [say.review.queue, parked.consumer],
      [say.review.kind, parked.kind],
      [say.review.id, parked.message_id],
    ],
    body: parked.body,
    path: `parked/${parked.id}`,
    verbs,
  }));
}

/** The entries that were not booked. */
export function entryItems(sections: Sections, say: AdminWords): Item[] {
  const own = say.entries;
  const verbs: Verb[] = [
    { name: "book", label: own.book, text: own.bookText, done: own.booked, danger: false },
    { name: "see", label: own.see, text: own.seeText, done: own.seen, danger: false },
  ];
  return (sections.entries?.listed ?? []).map((entry) => {
    const code = own.codes[entry.code ?? ""] ?? entry.code ?? "";
    return {
      id: entry.hash,
      title: `${registerName(entry.register, sections, say)} · ${entry.kind || "?"}`,
      reason: [code, entry.reason].filter(Boolean).join(" "),
      mark: own[entry.fate],
      since: entry.received_at,
      facts: [
        [say.review.register, registerName(entry.register, sections, say)],
        [say.review.place, entry.branch ? `${entry.branch} · ${entry.seq}` : "—"],
        [say.review.kind, entry.kind || "—"],
        [say.review.id, entry.hash],
      ],
      body: entry.body,
      path: `entries/${entry.hash}`,
      verbs,
    };
  });
}

/** JSON as people read it; anything else as it is. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
