// German texts for confirming and waiting.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  waiting: {
    title: "Sehen Sie in Ihrem Postfach nach",
    weSent: "Wir haben eine E-Mail an {email} gesendet",
    weWillSend: "Eine E-Mail an {email} ist unterwegs",
    open: "Öffnen Sie die E-Mail und wählen Sie „{button}“. Das geht auf jedem Gerät.",
    openLater:
      "Öffnen Sie die E-Mail, sobald sie da ist, und wählen Sie „{button}“. Das geht auf jedem Gerät.",
    movesOn: "Sobald Sie Ihre Adresse bestätigt haben, geht es hier von selbst weiter.",
    stopped: "Diese Seite prüft nicht mehr, ob Sie Ihre Adresse bestätigt haben.",
    checkAgain: "Erneut prüfen",
    done: "Bestätigt. Es geht weiter zu {app} …",
    continueNow: "Jetzt weiter",
    haveConfirmed: "Ich habe bestätigt – weiter",
    openMailbox: "{name} öffnen",
    newTab: "(öffnet einen neuen Tab)",
    code: "Oder geben Sie den 8-stelligen Code aus der E-Mail ein",
    confirmWithCode: "Mit Code bestätigen",
    didNotGet: "Ich habe die E-Mail nicht erhalten",
    lookInSpam:
      "Es kann ein paar Minuten dauern. Sehen Sie auch im Spam-Ordner nach. Der Absender ist {from}.",
    sendAgain: "E-Mail erneut senden",
    upTo: "Insgesamt sind höchstens {count} E-Mails möglich.",
    againIn: "Noch {wait}, dann können Sie die E-Mail erneut senden.",
    differentAddress: "Andere Adresse verwenden",
    newAddress: "Neue E-Mail-Adresse",
    sendToThis: "An diese Adresse senden",
    cancel: "Registrierung abbrechen",
    lifetime:
      "Der Link gilt bis zum {linkUntil}. Wenn Sie nichts tun, wird diese Registrierung am {removedOn} gelöscht.",
    removed: "Wenn Sie nichts tun, wird diese Registrierung am {removedOn} gelöscht.",
    slip: {
      question: "Meinten Sie {address}?",
      use: "{address} verwenden",
      keep: "{email} behalten",
      waits:
        "Sie haben {email} eingegeben. Wenn Sie nichts auswählen, geht unsere E-Mail am {time} dorthin.",
      sent: "Wir haben an {email} geschrieben, so wie Sie die Adresse eingegeben haben. Wenn das ein Tippfehler ist, korrigieren Sie ihn hier.",
      typed: "Sie haben {email} eingegeben. Wenn das ein Tippfehler ist, korrigieren Sie ihn hier.",
    },
    due: "Am {time} wird eine E-Mail an {email} gesendet",
    delayed:
      "Der Mailserver von {domain} bittet uns zu warten, bevor er unsere E-Mail an {email} annimmt. Wir versuchen es weiter, das nächste Mal am {nextTry}.",
    notYet:
      "Unser Mailserver konnte unsere E-Mail an {email} noch nicht senden. Das müssen wir beheben; Sie müssen nichts tun. Wir versuchen es weiter, das nächste Mal am {nextTry}.",
    notDelivered:
      "Unser Mailserver konnte die E-Mail an {email} nicht zustellen. Das muss nicht an Ihrer Adresse liegen. Senden Sie die E-Mail erneut oder verwenden Sie eine andere Adresse.",
    notSent:
      "Wir haben diese E-Mail nicht gesendet. Senden Sie sie erneut oder verwenden Sie eine andere Adresse.",
    lastNotSent:
      "Die letzte E-Mail, die Sie angefordert haben, haben wir nicht gesendet. Die davor gilt noch.",
    notSentBusy:
      "Wir haben diese E-Mail nicht gesendet, weil sich hier ungewöhnlich viele Menschen registriert haben. Senden Sie sie erneut oder verwenden Sie eine andere Adresse.",
    lastNotSentBusy:
      "Die letzte E-Mail, die Sie angefordert haben, haben wir nicht gesendet, weil sich hier ungewöhnlich viele Menschen registriert haben. Die davor gilt noch.",
    undeliverable:
      "Wir konnten die E-Mail an {email} nicht zustellen. {trouble} Prüfen Sie die Adresse.",
    suppressed:
      "Wir konnten die E-Mail an {email} nicht zustellen. Vor Kurzem kam eine E-Mail an diese Adresse zurück. {trouble} Prüfen Sie die Adresse. Wenn sie stimmt, senden Sie die E-Mail in einer Stunde erneut.",
    troubles: {
      "no-mailbox":
        "Der dortige Mailserver meldet, dass es dieses Postfach nicht gibt oder dass es geschlossen ist.",
      full: "Der dortige Mailserver meldet, dass das Postfach voll ist.",
      "no-domain": "Die Domain der Adresse gibt es nicht, oder sie nimmt keine E-Mails an.",
      closed:
        "Der dortige Mailserver meldet, dass das Postfach nur E-Mails von bestimmten Absendern annimmt.",
      refused: "Der dortige Mailserver nimmt keine E-Mails für diese Adresse an.",
    },
    busy: "Zurzeit registrieren sich hier ungewöhnlich viele Menschen, deshalb dauert es etwas länger. Wir senden die E-Mail an {email}, sobald wir können.",
    stay: "Wer auf dieser Seite bleibt, erhält die E-Mail zuerst, meist innerhalb weniger Minuten. Wenn wir die E-Mail an Sie nicht innerhalb von drei Stunden senden können, erfahren Sie es auf dieser Seite und können sie erneut senden.",
    reloads: "Diese Seite wird jede Minute neu geladen.",
    stopReloading: "Nicht mehr neu laden",
    held: "Wir können zurzeit keine E-Mails senden, deshalb dauert es etwas länger. Nichts geht verloren: Die E-Mail an {email} wartet hier und wird von selbst gesendet. Sie müssen nichts tun.",
    tooLate: "Wir konnten die E-Mail an Sie nicht rechtzeitig senden. Senden Sie sie erneut.",
    expired:
      "Der Link, den wir gesendet haben, ist abgelaufen. Senden Sie die E-Mail erneut, um einen neuen zu erhalten.",
  },
  getMail: {
    title: "Neue Bestätigungs-E-Mail anfordern",
    email: "E-Mail-Adresse",
    send: "Senden",
    ended:
      "Sie sind hier nicht mehr angemeldet. Wenn Ihre Adresse inzwischen bestätigt wurde, durch diese oder eine andere Registrierung, melden Sie sich an. Wenn nicht, können wir Ihnen eine neue E-Mail senden.",
    alreadyConfirmed: "Schon bestätigt?",
    logIn: "Anmelden",
    notRegistered: "Nicht registriert oder schon zu lange her?",
    register: "Konto anlegen",
  },
  resend: {
    "too-soon":
      "Sie haben die E-Mail gerade erst angefordert. Warten Sie noch {wait}, dann können Sie sie erneut senden.",
    "too-many-mails":
      "Mehr als {count} E-Mails sind nicht möglich. Öffnen Sie die neueste oder registrieren Sie sich erneut.",
    "not-waiting": "Diese Registrierung wartet nicht mehr auf eine Bestätigung.",
  },
  cancel: {
    title: "Diese Registrierung abbrechen?",
    text: "Die Registrierung für {email} wird gelöscht, und der Link, den wir gesendet haben, funktioniert nicht mehr.",
    button: "Registrierung abbrechen",
    back: "Registrierung behalten",
  },
  code: {
    "code-missing": "Geben Sie den Code ein",
    "code-format": "Der Code muss aus 8 Ziffern bestehen",
    "wrong-code":
      "Dieser Code ist nicht richtig. Sehen Sie in der neuesten E-Mail nach oder senden Sie sie erneut",
    "expired-code":
      "Dieser Code ist abgelaufen. Verwenden Sie den Link in der E-Mail oder senden Sie sie erneut",
    "dead-code":
      "Dieser Code gilt nicht mehr. Senden Sie die E-Mail erneut, um einen neuen zu erhalten",
  },
  confirm: {
    confirming: "Ihre Adresse wird bestätigt",
    title: "E-Mail-Adresse bestätigen",
    button: "Adresse bestätigen",
    registered: "{email} · registriert am {time} · {browser}",
    enterPassword: "Geben Sie das Passwort ein, das Sie damals gewählt haben.",
    password: "Passwort",
    dontKnow: "Ich kenne dieses Passwort nicht",
    orCode:
      "Oder geben Sie den Code aus der E-Mail auf dem Gerät ein, auf dem Sie sich registriert haben.",
    newPassword: "Neues Passwort wählen",
    newPasswordHint: "Das alte Passwort gilt dann nicht mehr, und seine Sitzungen enden.",
    withNewPassword: "Mit neuem Passwort bestätigen",
    notMe: "Ich habe dieses Konto nicht angelegt",
    oldLink: {
      text: "{app} hat eine neue Anmeldung. Fahren Sie fort, um {email} dort zu bestätigen.",
      button: "Weiter",
    },
    proofNeeded: "Geben Sie das Passwort dieser Registrierung ein oder wählen Sie ein neues",
    wrongPassword:
      "Das ist nicht das Passwort dieser Registrierung. Versuchen Sie es erneut oder wählen Sie ein neues",
    noTriesLeft: "Das Passwort war zu oft falsch. Wählen Sie stattdessen ein neues",
  },
  confirmed: {
    title: "Ihre E-Mail-Adresse ist bestätigt",
    loggedIn: "Sie sind angemeldet als {email}.",
    loggedInHere: "Sie sind hier angemeldet als {email}.",
    otherGoesOn: "Auf dem Gerät, auf dem Sie sich registriert haben, geht es von selbst weiter.",
    otherLoggedOut: "Alle anderen Geräte mit dieser Registrierung wurden abgemeldet.",
    continueTo: "Weiter zu {app}",
    asOther: "{email} ist bestätigt. In diesem Browser sind Sie angemeldet als {other}.",
    stayAs: "Als {other} angemeldet bleiben",
    logInAs: "Als {email} anmelden",
  },
  states: {
    "already-confirmed": {
      title: "Diese Adresse ist bereits bestätigt",
      text: "{email} wurde am {time} bestätigt. Sie müssen nichts weiter tun.",
    },
    expired: {
      title: "Dieser Link ist abgelaufen",
      text: "Er wurde am {time} gesendet und galt {lifetime}.",
      sendNew: "Neuen Link an {masked} senden",
    },
    replaced: {
      title: "Dieser Link wurde ersetzt",
      text: "Die Registrierung hat einen neueren Link oder verwendet jetzt eine andere Adresse. Öffnen Sie die neueste E-Mail von {app}.",
    },
    disabled: {
      title: "Dieses Konto ist gesperrt",
      text: "Bitten Sie den Betreiber dieser Website, die Sperre aufzuheben.",
    },
    removed: {
      title: "Diese Registrierung wurde gelöscht",
      text: "Jemand hat sie gelöscht, oder sie wurde nicht rechtzeitig bestätigt.",
    },
    "address-taken": {
      title: "Für diese Adresse gibt es schon ein Konto",
      text: "{email} wurde inzwischen für ein anderes Konto bestätigt.",
    },
    unknown: {
      title: "Wir kennen diesen Link nicht",
      waits:
        "Vielleicht hat Ihr E-Mail-Programm ihn abgeschnitten. Kopieren Sie den ganzen Link oder geben Sie stattdessen den Code aus der E-Mail ein.",
      nobody:
        "Vielleicht hat Ihr E-Mail-Programm ihn abgeschnitten. Kopieren Sie den ganzen Link oder geben Sie den Code aus der E-Mail auf dem Gerät ein, auf dem Sie sich registriert haben.",
      confirmed:
        "Vielleicht hat Ihr E-Mail-Programm ihn abgeschnitten. Wenn Sie ihn brauchen, kopieren Sie den ganzen Link.",
    },
    goToLogin: "Anmelden",
    continue: "Weiter",
    register: "Konto anlegen",
    reset: "Passwort zurücksetzen",
    enterCode: "Code eingeben",
    getMail: "Neue E-Mail anfordern",
    stopMail: "Diese E-Mails abbestellen",
  },
  notMe: {
    title: "Diese Registrierung löschen?",
    text: "Jemand hat am {time} mit {email} ein Konto bei {app} angelegt. Wenn Sie das nicht waren, löschen Sie die Registrierung. Wir schreiben Ihnen dann nicht mehr darüber.",
    sure: "Ich habe dieses Konto nicht angelegt",
    button: "Registrierung löschen",
    stopMail: "Auch alle E-Mails dieser Art abbestellen",
    back: "Zurück",
    done: "Die Registrierung ist gelöscht",
    doneText: "Niemand kann sie mehr verwenden, und wir schreiben Ihnen nicht mehr darüber.",
  },
  mail: {
    subject: "Bestätigen Sie Ihre E-Mail-Adresse",
    againSubject: "Ihr neuer Bestätigungslink ({clock} Uhr)",
    preheader: "Mit einem Link und einem Code zum Eingeben. Der Link gilt bis zum {until}.",
    againPreheader: "Mit einem neuen Link und einem neuen Code.",
    cause:
      "Jemand, hoffentlich Sie, hat am {time} mit dieser Adresse ein Konto bei {app} angelegt. Verwendet wurde: {browser}.",
    againCause: "Jemand hat diese E-Mail erneut angefordert. Frühere Links gelten weiterhin.",
    reminderSubject: "Ihre Adresse ist noch nicht bestätigt",
    reminder:
      "Jemand, hoffentlich Sie, hat am {time} mit dieser Adresse ein Konto bei {app} angelegt.",
    removed: "Wenn niemand die Adresse bestätigt, wird die Registrierung am {time} gelöscht.",
    button: "Adresse bestätigen",
    code: "Oder geben Sie diesen Code auf der Seite ein, die Sie offen gelassen haben",
    lifetimes: "Der Code gilt {code}, der Link bis zum {until}.",
    linkLives: "Der Link gilt bis zum {until}.",
    notMe: "Waren Sie das nicht? Registrierung löschen",
    notMeCode: "Die Seite zum Löschen fragt nach diesem Code",
    reason: "Sie haben diese E-Mail erhalten, weil mit dieser Adresse ein Konto angelegt wurde.",
  },
  alreadyRegistered: {
    subject: "Sie haben bereits ein Konto",
    preheader: "Melden Sie sich an oder wählen Sie ein neues Passwort.",
    cause:
      "Jemand wollte am {time} mit dieser Adresse ein Konto bei {app} anlegen. Sie haben bereits eines, angelegt am {since}.",
    logIn: "Anmelden",
    reset: "Passwort zurücksetzen",
    unchanged: "Wenn Sie das nicht waren, müssen Sie nichts tun: Ihr Konto ist unverändert.",
    reason: "Sie haben diese E-Mail erhalten, weil es für diese Adresse ein Konto gibt.",
  },
  auditActs: {
    "old-link-exchanged": "Bestätigungslink der früheren Anmeldung geöffnet",
    "registration-disowned": "Registrierung gelöscht, weil jemand anders sie angelegt hatte",
    "registration-removed": "Registrierung gelöscht, weil eine andere bestätigt wurde",
    "confirmation-resent": "Bestätigungs-E-Mail erneut angefordert",
    "confirmation-reminded": "Per E-Mail an die Bestätigung der Adresse erinnert",
    confirmed: "Adresse bestätigt",
  },
  notices: {
    "already-confirmed": "Ihre Adresse ist bereits bestätigt.",
    "sent-again": "Wir senden die E-Mail erneut. Ältere Links gelten weiterhin.",
    "asked-again":
      "Wenn für diese Adresse eine Bestätigung aussteht, ist eine neue E-Mail unterwegs.",
    "address-changed":
      "Wir schreiben an die neue Adresse. Der Link, den wir an die alte gesendet haben, funktioniert nicht mehr.",
    "registration-cancelled": "Die Registrierung ist gelöscht.",
  },
  mailNames: {
    confirm: "Bestätigung Ihrer Adresse",
    "confirm-again": "Bestätigung Ihrer Adresse, erneut gesendet",
    "confirm-reminder": "Bestätigung Ihrer Adresse, als Erinnerung",
    "already-registered": "Hinweis auf Ihr vorhandenes Konto",
  },
});
