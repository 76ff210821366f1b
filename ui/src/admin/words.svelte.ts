// The back office's own words, in the language of the page.
import { admin as de } from "../shared/messages/de/admin";
import { type AdminWords, admin as en } from "../shared/messages/en/admin";
import { words } from "../shared/words.svelte";

class OfficeWords {
  readonly say: AdminWords = $derived(words.language === "de" ? de : en);
}

export const office = new OfficeWords();
