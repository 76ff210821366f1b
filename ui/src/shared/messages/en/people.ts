// The words about people: PINs, locks, and a supervisor's leave.
import type { ErrorFacts } from "../facts";
import { plurals } from "../plurals";

const plural = plurals("en");

export const people = {
  locked: "The register is locked",
  lockedText: (name: string) => `${name} has locked it. The basket is as it was left.`,
  welcome: "Who is here?",
  welcomeText: "Choose yourself and type your PIN.",
  switchTitle: "Switch user",
  who: "Who",
  whoFor: (name: string) => `PIN of ${name}`,
  pin: "PIN",
  pinHint: "4 to 8 digits",
  noPin: "No PIN here: sign in with the browser",
  waits: (time: string) => `No PIN is taken before ${time}`,
  unlock: "Unlock",
  goOn: "Go on",
  browser: "Sign in with the browser",
  demoPin: (pin: string) => `PIN ${pin}`,
  scanned: "That was a scan. It was not typed into the PIN.",
  lock: "Lock",
  lockNow: "Lock the register",
  bar: (name: string) => `${name}: lock, switch user, PIN`,
  needsPin: "no PIN",
  choose: "Choose a PIN",
  chooseText: "It opens this register for you without the browser, also while the server is away.",
  change: "Change your PIN",
  changeText: "Type the PIN that you have, then the new one.",
  current: "PIN until now",
  fresh: "New PIN",
  again: "The same again",
  differ: "The two are not the same. Type the new PIN again.",
  keep: "Keep this PIN",
  later: "Later",
  laterSaid: "Without a PIN you sign in with the browser, which needs the server.",
  kept: "Your PIN opens this register from now on.",
  leaveTitle: "A supervisor allows it",
  leaveText: {
    refund: "A refund without a receipt needs a supervisor. You stay signed in.",
    return:
      "The server can't be asked what came back of this receipt. A supervisor decides; you stay signed in.",
    discount: "That is more than you may take off alone. You stay signed in.",
    price: "That price is beyond what you may change alone. You stay signed in.",
    payment: "This basket gives away more than you may alone. You stay signed in.",
  },
  allow: "Allow this once",
  nobody: "No supervisor has a PIN on this register.",
};

export const peopleErrors = {
  register_locked: () => "The register is locked. Unlock it with your PIN.",
  supervisor_required: () => "That needs a supervisor. Ask one to type a PIN or to sign in.",
  supervisor_expired: () => "The supervisor's sign-in has ended. Sign in with the browser again.",
  unknown_staff: () => "They have never signed in here. Sign in with the browser first.",
  staff_revoked: () => "An admin has revoked this sign-in. Ask an admin.",
  bad_pin: () => "A PIN is 4 to 8 digits. Type it again.",
  no_pin: () => "There is no PIN yet. Sign in with the browser and choose one.",
  pin_elsewhere: () =>
    "That PIN was chosen on another computer. Sign in with the browser and choose one here.",
  pin_not_yours: () => "Sign in with the browser first, then choose a PIN.",
  pin_hash: () => "The PIN can't be checked here. Sign in with the browser.",
  wrong_pin: (d: ErrorFacts) =>
    plural(Number(d.left ?? 0), {
      one: "Wrong PIN. One more try, then no PIN is taken for a while.",
      other: `Wrong PIN. ${d.left} more tries.`,
    }),
  pin_wait: (d: ErrorFacts) =>
    `Too many wrong PINs. The next one is taken at ${d.time}. Or sign in with the browser.`,
};
