// The sync state in words, and how loudly to say it.
import type { SyncView } from "../platform";
import type { Formats } from "./format";
import type { Messages } from "./messages/en";

export interface SyncWords {
  text: string;
  tone: "quiet" | "sending" | "wait" | "mark" | "none";
}

/** What the bar says about the server. */
export function syncWords(sync: SyncView, say: Messages, formats: Formats, now: Date): SyncWords {
  const n = sync.waitingSales;
  const count = formats.count(n);
  const since = sync.waitingSince ? formats.since(new Date(sync.waitingSince), now) : formats.time(now);
  switch (sync.state) {
    case "online":
      return {
        text: n > 0 ? say.sync.sending(n, count) : say.sync.online,
        tone: n > 0 ? "sending" : "quiet",
      };
    case "offline":
      return { text: n > 0 ? say.sync.offlineWaiting(n, count, since) : say.sync.offline, tone: "wait" };
    case "protocolMismatch":
      return { text: n > 0 ? say.sync.mismatchWaiting(n, count) : say.sync.mismatch, tone: "wait" };
    case "notEnrolled":
      return { text: say.sync.notEnrolled, tone: "none" };
    case "demo":
      return { text: say.sync.demo, tone: "mark" };
  }
}
