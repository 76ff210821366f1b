// Schlechtes Wetter an der Kasse, auf Deutsch.
import type { weather as english, weatherErrors as englishErrors } from "../en/weather";
import { plurals } from "../plurals";

const plural = plurals("de");

export const weather: typeof english = {
  minutes: (n) => plural(n, { one: `${n} Minute`, other: `${n} Minuten` }),
  hours: (n) => plural(n, { one: `${n} Stunde`, other: `${n} Stunden` }),
  days: (n) => plural(n, { one: `${n} Tag`, other: `${n} Tage` }),
  clockAhead: (by) =>
    `Die Uhr dieses Rechners geht ${by} vor, verglichen mit dem Server. Bons zeigen ihre Zeit: Uhr stellen. Verloren geht dadurch nichts.`,
  clockBehind: (by) =>
    `Die Uhr dieses Rechners geht ${by} nach, verglichen mit dem Server. Bons zeigen ihre Zeit: Uhr stellen. Verloren geht dadurch nichts.`,
};

export const weatherErrors: typeof englishErrors = {
  disk_full: () =>
    "Die Platte ist voll, deshalb wurde nichts gespeichert. Platz schaffen und noch einmal versuchen; Bezahltes ist sicher.",
  till_locked: () =>
    "Ein anderes Programm hält die Datei der Kasse, deshalb wurde nichts gespeichert. Schließen, was sie kopiert oder prüft, und noch einmal versuchen.",
  not_saved: () =>
    "Die Platte nahm es nicht an, deshalb wurde nichts gespeichert. Platz schaffen und noch einmal versuchen.",
  saved_unknown: () =>
    "Die Platte ist nicht lesbar; ob das gespeichert wurde, ist ungewiss. Die Kasse neu starten und den letzten Verkauf ansehen.",
  disk: () => "Die Datei der Kasse ist nicht benutzbar. Die Kasse neu starten; Bezahltes ist sicher.",
  damaged: () => "In der Datei der Kasse steht etwas Unlesbares. Die Kasse prüfen lassen.",
  device_key: () =>
    "Der Schlüssel dieser Kasse ist nicht lesbar oder nicht zu speichern. Die Rechte seiner Datei prüfen oder sie wiederherstellen.",
  catalogue_damaged: () =>
    "Der Katalog auf diesem Rechner ist beschädigt. Er wird von selbst neu geholt; Körbe und Verkäufe sind nicht berührt. Gleich noch einmal versuchen.",
};
