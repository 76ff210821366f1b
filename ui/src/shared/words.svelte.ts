// Which language the screens speak, and the words of it.
import { de } from "./messages/de";
import { en, type Messages } from "./messages/en";

const languages: Record<string, Messages> = { en, de };

/** The words, in the language that was chosen last. */
class Words {
  language = $state("en");
  readonly say: Messages = $derived(languages[this.language] ?? en);

  /** Takes the first of `wishes` (language tags) that there are words for. */
  choose(...wishes: (string | null | undefined)[]): void {
    const known = wishes
      .map((wish) => wish?.split("-")[0]?.toLowerCase())
      .find((tag) => tag && tag in languages);
    this.language = known ?? "en";
  }
}

/** The words of this window. */
export const words = new Words();
