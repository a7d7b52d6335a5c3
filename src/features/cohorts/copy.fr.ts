// French texts of the cohort analysis.

import { translation } from "../../domain/catalogue.ts";
import type { copy } from "./copy.ts";

export const words = translation<typeof copy>()({
  auditActs: {
    "cohort-mark-added": "Changement signalé dans les cohortes",
    "cohort-mark-removed": "Repère retiré des cohortes",
  },
  numbers: {
    figure: "{number}",
    seconds: "{number} s",
    minutes: "{number} min",
    hours: "{number} h",
    days: "{number} j",
    upTo: "jusqu’à {to}",
    fromTo: "{from} à {to}",
    moreThan: "plus de {from}",
    shareOf: "{share} · {number}",
  },
  groups: {
    otherDomains: "Autres domaines",
    removed: "Personnes supprimées",
    notConfirmed: "Sans confirmation",
    noLanguage: "Aucune choisie",
    noSource: "Inconnue",
    link: "Lien",
    code: "Code",
    reset: "Nouveau mot de passe",
    admin: "Équipe du site",
    import: "Importé",
  },
  heads: {
    day: "Jour",
    week: "Semaine du",
    month: "Mois",
    registered: "Inscriptions",
    confirmed: "Confirmations",
    share: "Part",
    median: "Médiane",
    half: "Jusqu’à la moitié",
    took: "Durée",
    people: "Personnes",
    step: "Étape",
  },
  pictures: {
    heading: "Qui s’inscrit, qui confirme, en combien de temps",
    summary:
      "Sur {registered} inscriptions, {confirmed} confirmations : {hour} en moins d’une heure, {day} en un jour, {week} en une semaine, {ever} au total.",
    zone: {
      day: "Jours du {since} au {until}, tels qu’ils commencent dans le fuseau horaire {zone}.",
      week: "Semaines à partir du lundi, du {since} au {until}, telles qu’elles commencent dans le fuseau horaire {zone}.",
      month: "Mois du {since} au {until}, tels qu’ils commencent dans le fuseau horaire {zone}.",
    },
    soFar:
      "… signifie pour l’instant : d’autres personnes peuvent encore s’inscrire, ou ont encore le temps de confirmer.",
    picture: "{title} : le graphique",
    mark: "{number}: {day} {text}",
    table: "{title} : les chiffres",
    ages: {
      title: "Confirmations selon l’âge",
      description:
        "Un triangle des cohortes et de leur âge : la part qui avait confirmé à chaque âge. Plus c’est foncé, plus la part est grande ; les chiffres provisoires sont hachurés.",
      over: {
        day: "jours après l’inscription",
        week: "semaines après l’inscription",
        month: "mois de 30 jours après l’inscription",
      },
      head: { day: "{number} j", week: "{number} sem.", month: "{number} mois" },
      legend: "pour cent des inscriptions",
      hatched: "pour l’instant",
    },
    shares: {
      title: "Part confirmée au fil du temps",
      description:
        "Selon le moment de l’inscription, en pointillé pour les chiffres provisoires. Toutes cohortes confondues, {hour} ont confirmé en moins d’une heure, {day} en un jour et {ever} au total.",
      hour: "en 1 heure",
      day: "en 24 heures",
      week: "en 7 jours",
      ever: "au total",
    },
    times: {
      title: "Délai de confirmation",
      description:
        "Combien des {confirmed} personnes qui ont confirmé ont mis combien de temps. Chaque palier est environ deux fois plus long que le précédent. Jusqu’à ce que la moitié des inscriptions soit confirmée : {half}.",
      half: "moitié de toutes",
      untilHalf: "Jusqu’à la moitié de toutes",
    },
    funnel: {
      title: "De l’inscription au retour",
      description:
        "Parmi les inscriptions, combien ont vu un email remis, combien l’ont ouvert, ont confirmé et se sont reconnectées.",
      handedOver: "E-mail remis",
      opened: "E-mail ouvert",
      loggedInAgain: "Reconnexion",
      note: "Certaines personnes ouvrent l’email sans que cela se voie : ce nombre est un minimum. Une reconnexion compte jusqu’à 90 jours après l’inscription.",
    },
    campaign: {
      title: "La campagne auprès des personnes importées",
      description:
        "Parmi les personnes choisies par la campagne du {day}, combien ont vu un email remis, combien l’ont ouvert et ont confirmé, et quels emails sont revenus.",
      picked: "Choisies",
      bounced: "E-mail revenu",
      skipped: "Ignorées",
      left: "Pas encore choisies",
      note: "Les adresses auxquelles il ne faut pas écrire sont ignorées. Une personne est suivie pendant quatre semaines.",
    },
    domain: { title: "Par domaine de messagerie", head: "Domaine" },
    resends: { title: "Par emails redemandés", head: "Redemandés" },
    way: { title: "Par mode de confirmation", head: "Mode" },
    language: { title: "Par langue", head: "Langue" },
    source: { title: "Par provenance", head: "Provenance" },
    ofEach: "Combien de personnes se sont inscrites dans chaque groupe, et la part qui a confirmé.",
    ofAll: "Combien ont confirmé par chaque mode, en part de toutes les inscriptions.",
    smallDomains: "Les domaines de moins de 20 personnes sont regroupés.",
    largest: "Les {shown} plus grands sur {all}.",
  },
  page: {
    title: "Cohortes",
    by: "Cohortes par",
    units: { day: "Jour", week: "Semaine", month: "Mois" },
    zone: "Fuseau horaire",
    zoneHint: "Par exemple Europe/Berlin",
    since: "Depuis",
    imported: "Personnes importées",
    notCounted: "Non comptées",
    counted: "Comptées",
    show: "Afficher",
    excluded:
      "Non comptées : {number} personnes importées ou confirmées par l’équipe du site. Elles n’ont rien prouvé.",
    included: "Les personnes importées ou confirmées par l’équipe du site sont comptées aussi.",
    deleted: "Les personnes supprimées depuis restent comptées.",
    counting: "Un nouveau décompte est en cours : il manque encore des personnes ici.",
    nobody: "Personne ne s’est inscrit pendant cette période.",
    byWrong: "Choisissez jour, semaine ou mois.",
    zoneWrong: "« {zone} » n’est pas un fuseau horaire. Indiquez un nom comme Europe/Berlin.",
    sinceWrong: "Indiquez un jour qui n’est pas dans le futur, comme 2026-11-01.",
    sinceFar:
      "Cela fait plus de {most} cohortes. Indiquez un jour plus récent, ou choisissez semaines ou mois.",
  },
});
