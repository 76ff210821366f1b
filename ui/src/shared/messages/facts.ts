// What the words of an error take up from the error itself.

/** What an error speaks of. `text` is what was typed or scanned. */
export type ErrorFacts = Record<string, string>;
