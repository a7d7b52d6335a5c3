// French texts of the pages for an act on many users.

export const bulk = {
  heading: "Agir sur plusieurs utilisateurs",
  act: "Action",
  pick: "Sélection",
  pickOne: "Sélectionner {email}",
  ticked: "Aperçu pour les utilisateurs sélectionnés",
  all: "Aperçu pour tous les utilisateurs de ce filtre",
  names: {
    disable: "Suspendre",
    enable: "Lever la suspension",
    "end-sessions": "Déconnecter partout",
    resend: "Renvoyer l’e-mail de confirmation",
    delete: "Supprimer",
  },
  titles: {
    disable: {
      one: "Suspendre {count} utilisateur",
      many: "Suspendre {count} d’utilisateurs",
      other: "Suspendre {count} utilisateurs",
    },
    enable: {
      one: "Lever la suspension de {count} utilisateur",
      many: "Lever la suspension de {count} d’utilisateurs",
      other: "Lever la suspension de {count} utilisateurs",
    },
    "end-sessions": {
      one: "Déconnecter partout {count} utilisateur",
      many: "Déconnecter partout {count} d’utilisateurs",
      other: "Déconnecter partout {count} utilisateurs",
    },
    resend: {
      one: "Renvoyer l’e-mail de confirmation à {count} utilisateur",
      many: "Renvoyer l’e-mail de confirmation à {count} d’utilisateurs",
      other: "Renvoyer l’e-mail de confirmation à {count} utilisateurs",
    },
    delete: {
      one: "Supprimer {count} utilisateur",
      many: "Supprimer {count} d’utilisateurs",
      other: "Supprimer {count} utilisateurs",
    },
  },
  texts: {
    disable: "Les sessions et les liens se terminent, et les connexions sont refusées.",
    enable: "La connexion est de nouveau possible.",
    "end-sessions": "Toutes les sessions se terminent à la prochaine requête.",
    resend: "Chacun reçoit un e-mail avec un nouveau lien.",
    delete:
      "Tout ce qui appartient à ces utilisateurs est supprimé, sans retour possible. Le journal reste.",
  },
  selected: "Les utilisateurs que vous avez sélectionnés dans la liste.",
  users: "Utilisateurs",
  more: { one: "et {count} autre", many: "et {count} d’autres", other: "et {count} autres" },
  leftOut: "Non concernés",
  exempt: {
    yourself: "C’est vous",
    "higher-role": "Seul un administrateur peut faire cela à un administrateur",
    "not-needed": "Impossible ou inutile dans l’état actuel",
    "last-admin": "Le seul compte administrateur qui peut se connecter",
    "too-soon": "Un e-mail est parti il y a moins d’une minute",
    "done-before": "Déjà fait à partir du même aperçu",
    "not-found": "Supprimé entre-temps",
    "not-reached":
      "Non traité : la base de données n’a pas répondu. Pour le dernier, c’est peut-être fait",
  },
  reason: "Pourquoi",
  count: "Nombre",
  who: "Qui",
  number: "Saisissez le nombre d’utilisateurs",
  numberHint: "Car il y en a plus de {most}",
  numberWrong: "Saisissez le nombre d’utilisateurs indiqué dans le titre",
  changed:
    "Rien n’a été fait : les utilisateurs ont changé depuis l’aperçu. Voici le nouvel aperçu.",
  nobody: "Cette action n’est possible pour personne.",
  refusals: {
    "nothing-chosen":
      "Sélectionnez des utilisateurs dans la liste, ou choisissez un filtre. Sans cela, rien n’est fait.",
    "odd-filter": "Le filtre contient une valeur inconnue. Corrigez-la dans la liste.",
    "too-many-users":
      "Ce filtre correspond à plus de {most} utilisateurs, ou il y en a trop à parcourir. Restreignez-le, ou utilisez la ligne de commande.",
  },
  nothing: "Aucun utilisateur choisi",
  result: {
    one: "Fait pour {count} utilisateur",
    many: "Fait pour {count} d’utilisateurs",
    other: "Fait pour {count} utilisateurs",
  },
  notDone: "Non fait",
  audited: "Chacun a une ligne dans le journal, avec votre nom et la raison.",
  openAudit: "Vos lignes dans le journal",
  back: "Retour à la liste",
} as const;
