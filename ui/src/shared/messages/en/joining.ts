// Why enrolling, signing in or asking the server brought nothing, in English.
import type { ErrorFacts } from "../facts";

export const joiningErrors = {
  enrolment_code_invalid: () => "The code is unknown, used up or too old. Ask a supervisor for a new one.",
  enrolment_proof_invalid: () =>
    "The code and this register's key do not belong together. Enrol the register again.",
  bad_enrolment: () =>
    "The server's answer is for another register, another shop or another currency. Check the address and enrol again.",
  bad_server_address: () =>
    "That is no server address. Type it as it was given, such as https://shop.example.",
  server_away: () =>
    "The server can't be reached. Selling goes on; check the address and the network, and try again.",
  unavailable: () => "The server is busy. Selling goes on; try again in a minute.",
  internal: () => "That failed inside the program. Try again; if it stays, start the register again.",
  unreadable_answer: () => "The server's answer can't be read. Check the server's address.",
  not_countersigned: () => "The answer is not signed by this shop's server. Check the server's address.",
  protocol_mismatch: () =>
    "The server and this register are too far apart. Selling goes on; update the older one.",
  device_unauthorized: () => "The server does not know this register's key. Enrol the register again.",
  unknown_register: () => "The server does not know this register. Enrol it again.",
  register_revoked: () => "An admin has revoked this register. Ask an admin.",
  staff_unauthorized: () => "The server does not take this sign-in. Sign in with the browser again.",
  forbidden: (d: ErrorFacts) => d.message || "Your roles do not allow this. Ask a supervisor.",
  invalid_request: (d: ErrorFacts) =>
    d.message || "The server can't use what was typed. Check it and try again.",
  not_found: () => "The server has no such thing. Check what was typed.",
  grant_refused: () => "This sign-in can't be used here. Sign in with the browser again.",
  provider_away: () =>
    "The sign-in page can't be reached. Whoever has a PIN unlocks the register with it; try again later.",
  provider_untrusted: () =>
    "The sign-in page's answer can't be trusted. Try again, and tell an admin if it stays.",
  sign_in_refused: () => "The sign-in was refused. Try again with an account of this shop.",
  sign_in_timed_out: () => "Nobody signed in in time. Try again.",
  sign_in_cancelled: () => "The sign-in was cancelled. Nothing has changed.",
  no_browser: () => "No browser could be opened. Have one installed on this computer.",
  no_port: () => "The browser's answer can't come back to this computer just now. Try again.",
  demo: () => "The demo belongs to no shop and never sends anything. Start another profile for a shop.",
};
