// German texts of the pages for an act on many users.

export const bulk = {
  heading: "Mehrere Personen bearbeiten",
  act: "Aktion",
  pick: "Auswahl",
  pickOne: "{email} auswählen",
  ticked: "Vorschau für die ausgewählten Personen",
  all: "Vorschau für alle Personen dieses Filters",
  names: {
    disable: "Sperren",
    enable: "Sperre aufheben",
    "end-sessions": "Überall abmelden",
    resend: "Bestätigungs-E-Mail erneut senden",
    delete: "Löschen",
  },
  titles: {
    disable: { one: "{count} Person sperren", other: "{count} Personen sperren" },
    enable: {
      one: "Sperre von {count} Person aufheben",
      other: "Sperre von {count} Personen aufheben",
    },
    "end-sessions": {
      one: "{count} Person überall abmelden",
      other: "{count} Personen überall abmelden",
    },
    resend: {
      one: "Bestätigungs-E-Mail erneut an {count} Person senden",
      other: "Bestätigungs-E-Mail erneut an {count} Personen senden",
    },
    delete: { one: "{count} Person löschen", other: "{count} Personen löschen" },
  },
  texts: {
    disable: "Sitzungen und Links enden, Anmeldungen werden abgelehnt.",
    enable: "Die Anmeldung ist wieder möglich.",
    "end-sessions": "Alle Sitzungen enden bei der nächsten Anfrage.",
    resend: "Alle erhalten eine E-Mail mit einem neuen Link.",
    delete:
      "Alles, was zu diesen Personen gehört, wird gelöscht und lässt sich nicht wiederherstellen. Das Protokoll bleibt.",
  },
  selected: "Die Personen, die Sie in der Liste ausgewählt haben.",
  users: "Personen",
  more: { one: "und {count} weitere", other: "und {count} weitere" },
  leftOut: "Ausgenommen",
  exempt: {
    yourself: "Das sind Sie selbst",
    "higher-role": "Bei einem Administratorkonto darf das nur ein Administrator",
    "not-needed": "Im jetzigen Zustand nicht möglich oder nicht nötig",
    "last-admin": "Das einzige Administratorkonto, mit dem man sich anmelden kann",
    "too-soon": "Vor weniger als einer Minute wurde eine E-Mail gesendet",
    "done-before": "Mit derselben Vorschau schon erledigt",
    "not-found": "Inzwischen gelöscht",
    "not-reached":
      "Nicht erreicht, weil die Datenbank ausfiel. Bei der letzten Person ist es vielleicht erledigt",
  },
  reason: "Grund",
  count: "Anzahl",
  who: "Wer",
  number: "Geben Sie die Anzahl der Personen ein",
  numberHint: "Weil es mehr als {most} sind",
  numberWrong: "Geben Sie die Anzahl der Personen aus dem Titel ein",
  changed:
    "Nichts wurde geändert: Seit der Vorschau sind es andere Personen. Dies ist die neue Vorschau.",
  nobody: "Bei niemandem ist das möglich.",
  refusals: {
    "nothing-chosen":
      "Wählen Sie Personen in der Liste aus, oder setzen Sie einen Filter. Sonst geschieht nichts.",
    "odd-filter": "Der Filter enthält einen unbekannten Wert. Korrigieren Sie ihn in der Liste.",
    "too-many-users":
      "Auf diesen Filter passen mehr als {most} Personen, oder es sind zu viele durchzusehen. Grenzen Sie ihn ein, oder nutzen Sie die Kommandozeile.",
  },
  nothing: "Niemand ausgewählt",
  result: { one: "Für {count} Person erledigt", other: "Für {count} Personen erledigt" },
  notDone: "Nicht erledigt",
  audited: "Für jede Person steht eine Zeile im Protokoll, mit Ihrem Namen und dem Grund.",
  openAudit: "Ihre Zeilen im Protokoll",
  back: "Zurück zur Liste",
} as const;
