// German texts for why no mail came.

export const why = {
  causes: {
    malformed: {
      is: "Das ist keine E-Mail-Adresse.",
      next: "Prüfen Sie die Schreibweise und fragen Sie erneut.",
    },
    "refused-address": {
      is: "Die Regeln dafür, wer sich registrieren darf, lehnen diese Adresse ab.",
      next: "Bitten Sie die Person um eine andere Adresse oder ändern Sie die Regeln.",
    },
    slip: {
      is: "Niemand hat diese Adresse. Jemand hat eine, die wie ein Tippfehler davon aussieht.",
      next: "Sehen Sie sich diese andere Adresse an. Wenn sich die Person vertippt hat, korrigieren Sie sie dort oder bitten Sie die Person, sich neu zu registrieren.",
    },
    "likely-slip": {
      is: "Die Adresse enthält wahrscheinlich einen Tippfehler. Gemeint war wohl eine andere.",
      next: "Fragen Sie die Person. Wenn das stimmt, korrigieren Sie die Adresse, oder bitten Sie sie, sich neu zu registrieren.",
    },
    "moved-away": {
      is: "Das Konto, das hier E-Mails bekam, hat jetzt eine andere Adresse.",
      next: "Sehen Sie sich diese andere Adresse an.",
    },
    "change-pending": {
      is: "Ein Konto mit einer anderen Adresse möchte zu dieser wechseln und wartet auf die Bestätigung aus diesem Postfach.",
      next: "Sehen Sie sich das Konto an. Bitten Sie die Person, den Link in der E-Mail hier zu öffnen oder den Wechsel neu zu beginnen.",
    },
    "registration-expired": {
      is: "Die Registrierung wurde nie bestätigt und deshalb gelöscht.",
      next: "Bitten Sie die Person, sich neu zu registrieren.",
    },
    "registration-cancelled": {
      is: "Die Registrierung wurde in dem Browser abgebrochen, in dem sie entstand.",
      next: "Bitten Sie die Person, sich neu zu registrieren.",
    },
    "registration-disowned": {
      is: "Jemand mit Zugriff auf das Postfach gab an, sich nicht registriert zu haben. Deshalb wurde die Registrierung gelöscht.",
      next: "Wenn das ein Versehen war, bitten Sie die Person, sich neu zu registrieren.",
    },
    "registration-superseded": {
      is: "Die Registrierung wurde gelöscht, weil eine andere mit derselben Adresse bestätigt wurde.",
      next: "Bitten Sie die Person, sich anzumelden oder ein neues Passwort zu wählen.",
    },
    "account-deleted": {
      is: "Das Konto wurde gelöscht.",
      next: "Es lässt sich nicht wiederherstellen. Bitten Sie die Person, sich neu zu registrieren.",
    },
    "no-account": {
      is: "Jemand hat eine E-Mail zu einem Konto angefordert, aber kein Konto verwendet diese Adresse.",
      next: "Fragen Sie, mit welcher Adresse sich die Person registriert hat, oder bitten Sie sie, sich zu registrieren.",
    },
    "never-seen": {
      is: "Über diese Adresse ist nichts bekannt.",
      next: "Bitten Sie die Person, die Schreibweise zu prüfen oder sich zu registrieren.",
    },
    disabled: {
      is: "Das Konto ist gesperrt und bekommt deshalb keine E-Mails.",
      next: "Finden Sie den Grund heraus. Wenn er nicht mehr besteht, heben Sie die Sperre auf.",
    },
    deleting: {
      is: "Das Konto wird auf eigenen Wunsch gelöscht.",
      next: "Wenn die Person es behalten möchte, machen Sie die Löschung rückgängig.",
    },
    locked: {
      is: "Das Konto wurde aus dem Postfach heraus gesichert.",
      next: "Senden Sie einen Link, um ein neues Passwort zu wählen.",
    },
    "too-many-passwords": {
      is: "Das Passwort funktioniert vorerst nicht, weil hundert falsche nacheinander eingegeben wurden.",
      next: "Senden Sie einen Link, um ein neues Passwort zu wählen.",
    },
    confirmed: {
      is: "Die Adresse ist schon bestätigt. Deshalb kommt keine E-Mail zur Bestätigung.",
      next: "Wenn sich die Person nicht anmelden kann, senden Sie einen Link, um ein neues Passwort zu wählen.",
    },
    rivals: {
      is: "Mehrere Registrierungen warten auf diese Adresse. Wer zuerst bestätigt, bekommt sie.",
      next: "Finden Sie anhand von Zeit und Browser heraus, welche die der Person ist, und machen Sie mit dieser weiter.",
    },
    stopped: {
      is: "Die E-Mails, die andere Menschen auslösen können, wurden für dieses Postfach abbestellt.",
      next: "Wenn die Person diese E-Mails wieder möchte, lassen Sie sie zu.",
    },
    suppressed: {
      is: "Eine E-Mail an diese Adresse kam zurück. Weitere werden deshalb nicht gesendet.",
      next: "Wenn das Postfach wieder funktioniert, lassen Sie E-Mails an die Adresse zu. Senden Sie dann die E-Mail erneut.",
    },
    complained: {
      is: "Eine E-Mail dieser Website wurde als Spam markiert.",
      next: "Bitten Sie die Person, sie als erwünscht zu markieren. Lassen Sie dann E-Mails an die Adresse wieder zu.",
    },
    "copy-holds": {
      is: "Es gehen keine E-Mails hinaus, weil diese Datenbank zuletzt unter einer anderen Basis-URL verwendet wurde.",
      next: "Wenn die Website hierher umgezogen ist, geben Sie ihre E-Mails frei.",
    },
    "operator-holds": {
      is: "Jemand vom Team hält alle E-Mails zurück, deshalb geht nichts hinaus.",
      next: "Lesen Sie den Grund. Wenn er nicht mehr gilt, geben Sie die E-Mails frei.",
    },
    "server-down": {
      is: "Der Mailserver nimmt gar keine E-Mails an. Deshalb warten alle.",
      next: "Finden Sie heraus, was mit dem Mailserver nicht stimmt. Danach gehen die E-Mails von selbst hinaus.",
    },
    "not-picked-up": {
      is: "Die E-Mail ist fällig, aber nichts sendet sie.",
      next: "Prüfen Sie, ob der Server der Website läuft.",
    },
    waits: {
      is: "Die E-Mail wartet, bis sie an der Reihe ist. Alles ist in Ordnung.",
      next: "Warten Sie: Sie geht von selbst hinaus.",
    },
    credit: {
      is: "Die E-Mail wartet, weil die Website vorerst so viele E-Mails an Fremde gesendet hat, wie sie darf.",
      next: "Senden Sie die E-Mail selbst erneut: Was die Administration sendet, wartet nicht.",
    },
    "withheld-for-credit": {
      is: "Die E-Mail wurde nicht gesendet, weil die Website so viele E-Mails an Fremde gesendet hatte, wie sie darf.",
      next: "Senden Sie die E-Mail selbst erneut: Was die Administration sendet, wartet nicht.",
    },
    withheld: {
      is: "Die E-Mail wurde nicht gesendet, weil zu viele an dieses Postfach angefordert wurden.",
      next: "Bitten Sie die Person, eine Stunde zu warten, oder senden Sie die E-Mail selbst erneut.",
    },
    "tried-again": {
      is: "Der Mailserver der Adresse hat die E-Mail aufgeschoben, wie es viele zuerst tun.",
      next: "Warten Sie auf den nächsten Versuch.",
    },
    unclear: {
      is: "Der Mailserver gab keine klare Antwort. Die E-Mail ist vielleicht angekommen.",
      next: "Bitten Sie die Person, auch im Spam-Ordner nachzusehen. Der Versand wird erneut versucht.",
    },
    "refused-as-spam": {
      is: "Der Mailserver der Adresse lehnt E-Mails dieser Website als unerwünscht ab.",
      next: "Prüfen Sie die DNS-Einträge und die Reputation der Website. Senden Sie dann die E-Mail erneut.",
    },
    "refused-site": {
      is: "Ein Mailserver lehnt die Art ab, wie diese Website E-Mails sendet.",
      next: "Prüfen Sie die Einstellungen für E-Mails. Senden Sie dann die E-Mail erneut.",
    },
    "mailbox-full": {
      is: "Das Postfach ist voll.",
      next: "Bitten Sie die Person, Platz zu schaffen. Senden Sie dann die E-Mail erneut.",
    },
    "no-mailbox": {
      is: "Das Postfach gibt es nicht. Die Adresse enthält wahrscheinlich einen Tippfehler.",
      next: "Fragen Sie nach der richtigen Adresse und korrigieren Sie sie. Oder die Person tut es auf der Warteseite oder registriert sich neu.",
    },
    "no-domain": {
      is: "Die Domain der Adresse gibt es nicht, oder sie nimmt keine E-Mails an. Die Adresse enthält wahrscheinlich einen Tippfehler.",
      next: "Fragen Sie nach der richtigen Adresse und korrigieren Sie sie. Oder die Person tut es auf der Warteseite oder registriert sich neu.",
    },
    refused: {
      is: "Der Mailserver der Adresse hat die E-Mail abgelehnt.",
      next: "Lesen Sie seine Worte. Senden Sie die E-Mail erneut oder bitten Sie um eine andere Adresse.",
    },
    "not-in-time": {
      is: "Die E-Mail konnte nicht rechtzeitig gesendet werden und wurde aufgegeben.",
      next: "Senden Sie die E-Mail erneut.",
    },
    cancelled: {
      is: "Die letzte E-Mail wurde nicht gesendet, weil sie nicht mehr gebraucht wurde.",
      next: "Wenn die Person noch auf eine wartet, senden Sie eine weitere.",
    },
    "link-expired": {
      is: "Die E-Mail wurde übergeben, aber ihr Link ist abgelaufen.",
      next: "Senden Sie die E-Mail erneut.",
    },
    "codes-used-up": {
      is: "Es wurden zu viele falsche Codes eingegeben. Der Code der letzten E-Mail gilt nicht mehr.",
      next: "Senden Sie die E-Mail erneut und bitten Sie die Person, nur die neueste zu verwenden.",
    },
    opened: {
      is: "Der Link der E-Mail wurde geöffnet, aber der Vorgang nicht abgeschlossen.",
      next: "Bitten Sie die Person, ihn erneut zu öffnen und abzuschließen: mit dem Passwort, einem neuen oder im Browser der Registrierung.",
    },
    "opened-by-machine": {
      is: "Die E-Mail wurde übergeben. Bisher hat nur ein Programm den Link geöffnet, etwa ein Scanner.",
      next: "Bitten Sie die Person, im Spam-Ordner nachzusehen oder den Link zu öffnen.",
    },
    "handed-over": {
      is: "Der Mailserver hat die E-Mail angenommen. Ihr Link wurde noch nicht verwendet.",
      next: "Bitten Sie die Person, im Spam-Ordner nachzusehen. Senden Sie dann die E-Mail erneut.",
    },
  },
  entries: {
    "mail-asked": "E-Mail eingereiht",
    "mail-parked": "E-Mail wartet: Die Website hat kein Guthaben für Fremde",
    "mail-put-off": "E-Mail aufgeschoben",
    "mail-sent": "E-Mail übergeben",
    "mail-refused": "E-Mail abgelehnt",
    "mail-bounced": "E-Mail kam zurück",
    "mail-held-back": "E-Mail nicht gesendet, weil eine frühere zurückkam",
    "mail-given-up": "E-Mail aufgegeben",
    "mail-withheld": "E-Mail zurückgehalten",
    "mail-cancelled": "E-Mail nicht gesendet, weil sie nicht mehr gebraucht wurde",
    "mail-stopped": "E-Mail nicht gesendet, weil solche für das Postfach abbestellt sind",
    "mail-complained": "E-Mail als Spam markiert",
    "mails-withheld": "E-Mails zurückgehalten",
    "opened-by-person": "Link der E-Mail geöffnet",
    "opened-by-machine": "Link der E-Mail von einem Programm geöffnet, etwa einem Scanner",
    "link-used": "Link oder Code der E-Mail verwendet",
    "link-expired": "Link der E-Mail abgelaufen",
    "codes-tried": "Codes oder Passwörter mit dem Link versucht",
    "logged-in-since": "Angemeldet und seitdem nicht abgemeldet",
    suppressed: "Weitere E-Mails werden nicht gesendet",
    stopped: "E-Mails abbestellt, die andere Menschen auslösen können",
    "wrong-passwords": "Falsche Passwörter nacheinander",
  },
} as const;
