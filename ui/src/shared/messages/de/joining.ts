// Warum Verbinden, Anmelden oder eine Frage an den Server nichts brachte, auf Deutsch.
import type { joiningErrors as english } from "../en/joining";

export const joiningErrors: typeof english = {
  enrolment_code_invalid: () =>
    "Der Code ist unbekannt, verbraucht oder zu alt. Die Aufsicht um einen neuen bitten.",
  enrolment_proof_invalid: () =>
    "Der Code und der Schlüssel dieser Kasse gehören nicht zusammen. Die Kasse neu verbinden.",
  bad_enrolment: () =>
    "Die Antwort des Servers gilt für eine andere Kasse, einen anderen Laden oder eine andere Währung. Die Adresse prüfen und neu verbinden.",
  bad_server_address: () =>
    "Das ist keine Adresse eines Servers. So tippen, wie sie angegeben wurde, etwa https://laden.example.",
  server_away: () =>
    "Der Server ist nicht zu erreichen. Der Verkauf geht weiter; Adresse und Netz prüfen und noch einmal versuchen.",
  unavailable: () => "Der Server ist überlastet. Der Verkauf geht weiter; gleich noch einmal versuchen.",
  internal: () => "Das ging im Programm schief. Noch einmal versuchen; bleibt es so, die Kasse neu starten.",
  unreadable_answer: () => "Die Antwort des Servers ist nicht lesbar. Die Adresse des Servers prüfen.",
  not_countersigned: () =>
    "Die Antwort hat nicht der Server dieses Ladens unterschrieben. Die Adresse des Servers prüfen.",
  protocol_mismatch: () =>
    "Server und Kasse sind zu verschieden alt. Der Verkauf geht weiter; das Ältere aktualisieren.",
  device_unauthorized: () => "Der Server kennt den Schlüssel dieser Kasse nicht. Die Kasse neu verbinden.",
  unknown_register: () => "Der Server kennt diese Kasse nicht. Die Kasse neu verbinden.",
  register_revoked: () => "Die Verwaltung hat diese Kasse gesperrt. Die Verwaltung fragen.",
  staff_unauthorized: () => "Der Server nimmt diese Anmeldung nicht. Neu im Browser anmelden.",
  forbidden: () => "Dazu fehlt die Berechtigung. Die Aufsicht fragen.",
  invalid_request: () => "Der Server kann die Angaben nicht verwenden. Prüfen und noch einmal versuchen.",
  not_found: () => "Das gibt es auf dem Server nicht. Die Eingabe prüfen.",
  grant_refused: () => "Diese Anmeldung gilt hier nicht. Neu im Browser anmelden.",
  provider_away: () =>
    "Die Anmeldeseite ist nicht zu erreichen. Wer eine PIN hat, entsperrt damit die Kasse; später noch einmal versuchen.",
  provider_untrusted: () =>
    "Der Antwort der Anmeldeseite ist nicht zu trauen. Noch einmal versuchen; bleibt es so, die Verwaltung fragen.",
  sign_in_refused: () =>
    "Die Anmeldung wurde abgelehnt. Mit einem Konto dieses Ladens noch einmal versuchen.",
  sign_in_timed_out: () => "Niemand hat sich rechtzeitig angemeldet. Noch einmal versuchen.",
  sign_in_cancelled: () => "Die Anmeldung wurde abgebrochen. Nichts hat sich geändert.",
  no_browser: () => "Kein Browser ließ sich öffnen. Auf diesem Rechner einen installieren lassen.",
  no_port: () =>
    "Die Antwort des Browsers kommt gerade nicht zu diesem Rechner zurück. Noch einmal versuchen.",
  demo: () =>
    "Die Demo gehört zu keinem Laden und sendet nie etwas. Für einen Laden ein anderes Profil starten.",
};
