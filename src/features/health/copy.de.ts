// German texts for whether this process is ready.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  title: "Nicht bereit",
  ending: "Dieser Prozess wird gleich beendet.",
  store: {
    unreachable: "Der Datenspeicher antwortet nicht.",
    "read-only":
      "Der Datenspeicher nimmt keine Schreibzugriffe an: Er ist ein Standby-Server oder auf Lesezugriff eingestellt.",
    full: "Der Datenspeicher hat keinen Platz mehr: Beim letzten Schreibzugriff war seine Festplatte oder sein Arbeitsspeicher voll.",
    busy: "Der Datenspeicher ist überlastet: Jede Verbindung ist belegt oder wartet auf eine Sperre.",
    encoding:
      "Der Datenspeicher kann nicht jedes Zeichen speichern: Seine Zeichenkodierung ist nicht UTF8.",
  },
  outbox: "Fällige E-Mails werden nicht gesendet; die älteste wartet schon {age}.",
  ready: "Bereit, aber bitte prüfen",
  heldByOperator:
    "Jemand vom Team hält seit {since} alle E-Mails und Ereignisse zurück. Siehe: postern doctor.",
  warnings: {
    "clock-off":
      "Die Uhr dieses Rechners weicht von der Uhr der Datenbank ab, nach der sich Postern richtet. Lassen Sie sie von NTP stellen.",
    "reads-wait":
      "Lesezugriffe warten: Etwas hält eine Sperre auf einer Tabelle, oder der Datenspeicher ist langsam.",
    "writes-wait":
      "Schreibzugriffe, die E-Mails einreihen, warten: Etwas hält eine Sperre auf einer Tabelle, oder jede Verbindung ist belegt.",
    "sending-held":
      "Von hier gehen keine E-Mails und Ereignisse aus, weil diese Datenbank zuletzt zu einer anderen Basis-URL gehörte. Siehe: postern doctor.",
    "events-dead":
      "Ereignisse konnten einem Handler oder Webhook dieser Website nicht gemeldet werden und werden nicht mehr versucht. Siehe: postern events list --state dead.",
    "proxy-not-trusted":
      "Ein Proxy, der nicht als vertrauenswürdig eingestellt ist, leitet Anfragen weiter. Deshalb teilen sich alle Menschen hinter ihm die Grenzwerte eines einzigen Clients. Tragen Sie sein Netz in POSTERN_TRUSTED_PROXIES ein (in der Bibliothek: trustedProxies).",
    "one-client-refused":
      "Ein Client wird immer wieder abgewiesen. Wenn das ein Proxy ist, tragen Sie sein Netz in POSTERN_TRUSTED_PROXIES ein (in der Bibliothek: trustedProxies); wenn viele Menschen hinter derselben Adresse sind, erhöhen Sie deren Grenzwerte mit POSTERN_LIMITS.",
  },
});
