// How long ago something was, as people say it.
import type { AdminWords } from "../shared/messages/en/admin";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whole seconds from `since` to `now`, never less than none. */
export function secondsSince(since: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / 1000));
}

/** `40 s`, `12 min`, `3 h 5 min`, `2 days`. */
export function ageWords(seconds: number, say: AdminWords): string {
  if (seconds < MINUTE) return say.age.seconds(seconds);
  if (seconds < HOUR) return say.age.minutes(Math.floor(seconds / MINUTE));
  if (seconds < 2 * DAY)
    return say.age.hours(Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE));
  return say.age.days(Math.floor(seconds / DAY));
}
