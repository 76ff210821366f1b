// From a refused command to a sentence that says what happened and what to do.
import type { CommandError } from "../platform";
import type { Messages } from "./messages/en";
import type { ErrorFacts } from "./messages/facts";

/** The sentence: our own words for the codes that we know, else the register's. Never a code alone. */
export function errorWords(error: CommandError, say: Messages, facts: ErrorFacts = {}): string {
  const known: Partial<Record<string, (facts: ErrorFacts) => string>> = say.errors;
  const sentence = known[error.code];
  if (sentence) return sentence({ message: error.message, ...error.details, ...facts });
  return error.message || say.app.keepOpen;
}
