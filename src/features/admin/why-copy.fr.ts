// French texts for why no mail came.

export const why = {
  causes: {
    malformed: {
      is: "Ceci n’est pas une adresse email.",
      next: "Vérifiez l’orthographe et recommencez.",
    },
    "refused-address": {
      is: "Les règles d’inscription refusent cette adresse.",
      next: "Demandez une autre adresse à la personne, ou modifiez les règles.",
    },
    slip: {
      is: "Personne n’a cette adresse. Quelqu’un en a une qui ressemble à une faute de frappe de celle-ci.",
      next: "Consultez cette autre adresse. Si c’est une faute de frappe, corrigez-la sur sa page, ou demandez à la personne de s’inscrire de nouveau.",
    },
    "likely-slip": {
      is: "L’adresse contient sans doute une faute de frappe. La personne en voulait probablement une autre.",
      next: "Demandez-lui. Si c’est le cas, corrigez l’adresse, ou demandez à la personne de s’inscrire de nouveau.",
    },
    "moved-away": {
      is: "Le compte qui recevait des emails ici a maintenant une autre adresse.",
      next: "Consultez cette autre adresse.",
    },
    "change-pending": {
      is: "Un compte avec une autre adresse a demandé à passer à celle-ci, et attend la confirmation depuis cette boîte.",
      next: "Consultez le compte. Demandez à la personne d’ouvrir le lien de l’email reçu ici, ou de redemander le changement.",
    },
    "registration-expired": {
      is: "L’inscription n’a jamais été confirmée. Elle a donc été supprimée.",
      next: "Demandez à la personne de s’inscrire de nouveau.",
    },
    "registration-cancelled": {
      is: "L’inscription a été annulée dans le navigateur qui l’avait faite.",
      next: "Demandez à la personne de s’inscrire de nouveau.",
    },
    "registration-disowned": {
      is: "Une personne qui lit cette boîte a indiqué que l’inscription n’était pas la sienne. Elle a donc été supprimée.",
      next: "Si c’était une erreur, demandez à la personne de s’inscrire de nouveau.",
    },
    "registration-superseded": {
      is: "L’inscription a été supprimée, car une autre avec la même adresse a été confirmée.",
      next: "Demandez à la personne de se connecter, ou de choisir un nouveau mot de passe.",
    },
    "account-deleted": {
      is: "Le compte a été supprimé.",
      next: "Il ne peut pas être rétabli. Demandez à la personne de s’inscrire de nouveau.",
    },
    "no-account": {
      is: "Quelqu’un a demandé un email au sujet d’un compte, mais aucun compte n’utilise cette adresse.",
      next: "Demandez avec quelle adresse la personne s’est inscrite, ou demandez-lui de s’inscrire.",
    },
    "never-seen": {
      is: "Rien n’est connu de cette adresse.",
      next: "Demandez à la personne de vérifier l’orthographe, ou de s’inscrire.",
    },
    disabled: {
      is: "Le compte est suspendu et ne reçoit donc aucun email.",
      next: "Cherchez la raison. Si elle n’existe plus, réactivez le compte.",
    },
    deleting: {
      is: "Le compte va être supprimé, comme cela a été demandé depuis ce compte.",
      next: "Si la personne veut le garder, rétablissez-le.",
    },
    locked: {
      is: "Le compte a été verrouillé depuis sa boîte.",
      next: "Envoyez un lien pour choisir un nouveau mot de passe.",
    },
    "too-many-passwords": {
      is: "Le mot de passe ne fonctionne pas pour le moment, après cent erreurs de suite.",
      next: "Envoyez un lien pour choisir un nouveau mot de passe.",
    },
    confirmed: {
      is: "L’adresse est déjà confirmée. Aucun email de confirmation n’est donc envoyé.",
      next: "Si la personne ne peut pas se connecter, envoyez un lien pour choisir un nouveau mot de passe.",
    },
    rivals: {
      is: "Plusieurs inscriptions attendent cette adresse. La première confirmée l’obtient.",
      next: "Trouvez celle de la personne d’après l’heure et le navigateur, et continuez avec celle-ci.",
    },
    stopped: {
      is: "Les emails que d’autres personnes peuvent déclencher sont arrêtés pour cette boîte.",
      next: "Si la personne veut de nouveau ces emails, autorisez-les.",
    },
    suppressed: {
      is: "Un email à cette adresse est revenu. Les suivants sont donc retenus.",
      next: "Quand la boîte fonctionne de nouveau, autorisez les emails à l’adresse. Puis renvoyez l’email.",
    },
    complained: {
      is: "Un email de ce site a été marqué comme indésirable.",
      next: "Demandez à la personne de le marquer comme souhaité. Puis autorisez de nouveau les emails à l’adresse.",
    },
    "copy-holds": {
      is: "Aucun email ne part, car cette base de données a servi en dernier sous une autre URL de base.",
      next: "Si le site a déménagé ici, laissez partir ses emails.",
    },
    "operator-holds": {
      is: "Un membre de l’équipe retient tous les emails : rien ne part.",
      next: "Lisez le motif. S’il n’est plus valable, laissez partir les emails.",
    },
    "server-down": {
      is: "Le serveur de messagerie n’accepte aucun email. Tous attendent.",
      next: "Cherchez ce qui ne va pas avec le serveur. Les emails partiront ensuite d’eux-mêmes.",
    },
    "not-picked-up": {
      is: "L’email devrait partir, mais rien ne l’envoie.",
      next: "Vérifiez que le serveur du site fonctionne.",
    },
    waits: {
      is: "L’email attend son tour. Tout va bien.",
      next: "Attendez : il partira de lui-même.",
    },
    credit: {
      is: "L’email attend, car le site a envoyé pour le moment autant d’emails à des inconnus qu’il le peut.",
      next: "Renvoyez l’email vous-même : ce que l’administration envoie n’attend pas.",
    },
    "withheld-for-credit": {
      is: "L’email n’a pas été envoyé, car le site avait envoyé autant d’emails à des inconnus qu’il le peut.",
      next: "Renvoyez l’email vous-même : ce que l’administration envoie n’attend pas.",
    },
    withheld: {
      is: "L’email n’a pas été envoyé, car trop d’emails ont été demandés pour cette boîte.",
      next: "Demandez à la personne d’attendre une heure, ou renvoyez l’email vous-même.",
    },
    "tried-again": {
      is: "Le serveur de l’adresse a remis l’email à plus tard, comme beaucoup le font d’abord.",
      next: "Attendez le prochain essai.",
    },
    unclear: {
      is: "Le serveur n’a pas donné de réponse claire. L’email est peut-être arrivé.",
      next: "Demandez à la personne de le chercher, aussi dans le dossier des indésirables. Un nouvel essai suivra.",
    },
    "refused-as-spam": {
      is: "Le serveur de l’adresse refuse les emails de ce site comme indésirables.",
      next: "Vérifiez les enregistrements DNS et la réputation du site. Puis renvoyez l’email.",
    },
    "refused-site": {
      is: "Un serveur refuse la manière dont ce site envoie ses emails.",
      next: "Vérifiez les réglages des emails. Puis renvoyez l’email.",
    },
    "mailbox-full": {
      is: "La boîte est pleine.",
      next: "Demandez à la personne de faire de la place. Puis renvoyez l’email.",
    },
    "no-mailbox": {
      is: "La boîte n’existe pas. L’adresse contient sans doute une faute de frappe.",
      next: "Demandez la bonne adresse et corrigez-la. La personne peut aussi le faire sur la page d’attente, ou s’inscrire de nouveau.",
    },
    "no-domain": {
      is: "Le domaine de l’adresse n’existe pas, ou n’accepte aucun email. L’adresse contient sans doute une faute de frappe.",
      next: "Demandez la bonne adresse et corrigez-la. La personne peut aussi le faire sur la page d’attente, ou s’inscrire de nouveau.",
    },
    refused: {
      is: "Le serveur de l’adresse a refusé l’email.",
      next: "Lisez sa réponse. Renvoyez l’email, ou demandez une autre adresse.",
    },
    "not-in-time": {
      is: "L’email n’a pas pu être envoyé à temps et a été abandonné.",
      next: "Renvoyez l’email.",
    },
    cancelled: {
      is: "Le dernier email n’a pas été envoyé, car il n’était plus utile.",
      next: "Si la personne en attend encore un, envoyez-en un autre.",
    },
    "link-expired": {
      is: "L’email a été remis, mais son lien a expiré.",
      next: "Renvoyez l’email.",
    },
    "codes-used-up": {
      is: "Trop de codes erronés ont été saisis. Le code du dernier email ne fonctionne plus.",
      next: "Renvoyez l’email, et demandez à la personne de n’utiliser que le plus récent.",
    },
    opened: {
      is: "Le lien de l’email a été ouvert, mais personne n’a terminé.",
      next: "Demandez à la personne de le rouvrir et de terminer : avec son mot de passe, un nouveau, ou dans le navigateur de l’inscription.",
    },
    "opened-by-machine": {
      is: "L’email a été remis. Seul un programme a ouvert son lien jusqu’ici, par exemple un antivirus.",
      next: "Demandez à la personne de regarder dans le dossier des indésirables, ou d’ouvrir le lien.",
    },
    "handed-over": {
      is: "Le serveur a accepté l’email. Son lien n’a pas encore été utilisé.",
      next: "Demandez à la personne de regarder dans le dossier des indésirables. Puis renvoyez l’email.",
    },
  },
  entries: {
    "mail-asked": "Email mis en file",
    "mail-parked": "Email en attente : le site n’a plus de crédit pour des inconnus",
    "mail-put-off": "Email remis à plus tard",
    "mail-sent": "Email remis au serveur",
    "mail-refused": "Email refusé",
    "mail-bounced": "Email revenu",
    "mail-held-back": "Email retenu, car un précédent est revenu",
    "mail-given-up": "Email abandonné",
    "mail-withheld": "Email retenu",
    "mail-cancelled": "Email non envoyé, car il n’était plus utile",
    "mail-stopped": "Email non envoyé, car ces emails sont arrêtés pour la boîte",
    "mail-complained": "Email marqué comme indésirable",
    "mails-withheld": "Emails retenus",
    "opened-by-person": "Lien de l’email ouvert",
    "opened-by-machine": "Lien de l’email ouvert par un programme, par exemple un antivirus",
    "link-used": "Lien ou code de l’email utilisé",
    "link-expired": "Lien de l’email expiré",
    "codes-tried": "Codes ou mots de passe essayés avec le lien",
    "logged-in-since": "Connexion, toujours ouverte",
    suppressed: "Les emails suivants sont retenus",
    stopped: "Arrêt des emails que d’autres personnes peuvent déclencher",
    "wrong-passwords": "Mots de passe erronés de suite",
  },
} as const;
