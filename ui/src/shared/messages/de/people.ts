// Die Wörter über Menschen: PINs, Sperren und die Erlaubnis der Aufsicht.
import type { peopleErrors as errors, people as words } from "../en/people";
import { plurals } from "../plurals";

const plural = plurals("de");

export const people: typeof words = {
  locked: "Die Kasse ist gesperrt",
  lockedText: (name) => `${name} hat sie gesperrt. Der Warenkorb ist, wie er war.`,
  welcome: "Wer ist da?",
  welcomeText: "Sich auswählen und die PIN tippen.",
  switchTitle: "Bedienung wechseln",
  who: "Wer",
  whoFor: (name) => `PIN von ${name}`,
  pin: "PIN",
  pinHint: "4 bis 8 Ziffern",
  noPin: "Keine PIN hier: im Browser anmelden",
  waits: (time) => `Vor ${time} gilt keine PIN`,
  unlock: "Entsperren",
  goOn: "Weiter",
  browser: "Im Browser anmelden",
  demoPin: (pin) => `PIN ${pin}`,
  scanned: "Das war ein Scan. Er ging nicht in die PIN.",
  lock: "Sperren",
  lockNow: "Kasse sperren",
  bar: (name) => `${name}: sperren, wechseln, PIN`,
  needsPin: "keine PIN",
  choose: "Eine PIN wählen",
  chooseText: "Sie öffnet diese Kasse ohne Browser, auch wenn der Server fort ist.",
  change: "PIN ändern",
  changeText: "Die bisherige PIN tippen, dann die neue.",
  current: "Bisherige PIN",
  fresh: "Neue PIN",
  again: "Noch einmal dieselbe",
  differ: "Die beiden sind nicht gleich. Die neue PIN noch einmal tippen.",
  keep: "Diese PIN behalten",
  later: "Später",
  laterSaid: "Ohne PIN geht die Anmeldung nur im Browser, und der braucht den Server.",
  kept: "Ab jetzt öffnet Ihre PIN diese Kasse.",
  leaveTitle: "Die Aufsicht erlaubt es",
  leaveText: {
    refund: "Eine Rückgabe ohne Bon braucht die Aufsicht. Sie bleiben angemeldet.",
    return:
      "Der Server kann nicht gefragt werden, was von diesem Bon schon zurück ist. Die Aufsicht entscheidet; Sie bleiben angemeldet.",
    discount: "Das ist mehr Nachlass, als Sie allein geben dürfen. Sie bleiben angemeldet.",
    price: "Dieser Preis geht über das hinaus, was Sie allein ändern dürfen. Sie bleiben angemeldet.",
    payment: "Dieser Warenkorb gibt mehr nach, als Sie allein dürfen. Sie bleiben angemeldet.",
  },
  allow: "Dieses eine Mal erlauben",
  nobody: "Keine Aufsicht hat an dieser Kasse eine PIN.",
};

export const peopleErrors: typeof errors = {
  register_locked: () => "Die Kasse ist gesperrt. Mit der PIN entsperren.",
  supervisor_required: () => "Das braucht die Aufsicht: ihre PIN hier oder ihre Anmeldung.",
  supervisor_expired: () => "Die Anmeldung der Aufsicht ist abgelaufen. Neu im Browser anmelden.",
  unknown_staff: () => "Diese Person war hier noch nie angemeldet. Zuerst im Browser anmelden.",
  staff_revoked: () => "Diese Anmeldung wurde gesperrt. Die Verwaltung fragen.",
  bad_pin: () => "Eine PIN hat 4 bis 8 Ziffern. Noch einmal tippen.",
  no_pin: () => "Es gibt noch keine PIN. Im Browser anmelden und eine wählen.",
  pin_elsewhere: () =>
    "Diese PIN wurde an einem anderen Rechner gewählt. Im Browser anmelden und hier eine wählen.",
  pin_not_yours: () => "Zuerst im Browser anmelden, dann eine PIN wählen.",
  pin_hash: () => "Die PIN lässt sich hier nicht prüfen. Im Browser anmelden.",
  wrong_pin: (d) =>
    plural(Number(d.left ?? 0), {
      one: "Falsche PIN. Noch ein Versuch, dann gilt eine Weile keine.",
      other: `Falsche PIN. Noch ${d.left} Versuche.`,
    }),
  pin_wait: (d) => `Zu viele falsche PINs. Die nächste gilt um ${d.time}. Oder im Browser anmelden.`,
};
