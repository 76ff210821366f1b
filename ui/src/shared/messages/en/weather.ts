// Bad weather at the till, in English: a wrong clock, a full disk, a held file, a damaged catalogue.
import { plurals } from "../plurals";

const plural = plurals("en");

export const weather = {
  minutes: (n: number) => plural(n, { one: `${n} minute`, other: `${n} minutes` }),
  hours: (n: number) => plural(n, { one: `${n} hour`, other: `${n} hours` }),
  days: (n: number) => plural(n, { one: `${n} day`, other: `${n} days` }),
  clockAhead: (by: string) =>
    `This computer's clock is ${by} ahead of the server's. Receipts show its time: set the clock. Nothing is lost by it.`,
  clockBehind: (by: string) =>
    `This computer's clock is ${by} behind the server's. Receipts show its time: set the clock. Nothing is lost by it.`,
};

export const weatherErrors = {
  disk_full: () =>
    "The disk is full, so nothing was saved. Free some space on it and try again; what was paid is safe.",
  till_locked: () =>
    "Another program holds the till's file, so nothing was saved. Close what copies or checks it, and try again.",
  not_saved: () => "The disk did not take it, so nothing was saved. Free some space on it and try again.",
  saved_unknown: () =>
    "The disk can't be read, so it is not known whether this was saved. Start the register again and look at the last sale.",
  disk: () => "The till's file can't be used. Start the register again; what was paid is safe.",
  damaged: () => "The till's file holds something unreadable. Have the register looked at.",
  device_key: () => "The key of this register can't be read or kept. Check its file's rights, or restore it.",
  catalogue_damaged: () =>
    "The catalogue on this computer is damaged. It is fetched anew by itself; baskets and sales are not touched. Try again in a moment.",
};
