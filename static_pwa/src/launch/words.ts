/** What the pages of a sign-in say, in the language that the app has been told to speak. They are never kept, so both languages stand here. */
const en = {
  app: "FSGS pathway",
  heading: "From the hospital's record",
  choose: "Values are read once, and each waits for you to confirm it. Nothing is written to the record. Sign in at:",
  going: (record: string) => `Going to the sign-in of ${record} …`,
  signIn: (record: string) => `Sign in at ${record}`,
  ownWindow: "This frame may keep nothing, so the sign-in opens in a window of its own and comes back here.",
  reading: (record: string) => `Reading the record at ${record} …`,
  signedIn: "Signed in. This window may be closed.",
  without: "Go on without it",
  broke: "Something in this page broke. Nothing was taken.",
  inUnit: (unit: string) => `in ${unit}`,
  notGiven: (kind: string) => `${kind}: not given by the record.`,
  gender: {} as Readonly<Record<string, string>>,
  refusals: {
    notUnderstood: (what: string) => `“${what}” in the address is not read. This page takes iss and launch, from the hospital's record alone.`,
    noRecord: () => "No hospital's record is set up for this tool here.",
    notOnList: (what: string) => `${what} is not a record that this tool is set up for.`,
    notReached: (what: string) => `${what} could not be reached, or does not say how to sign in.`,
    notOffered: (what: string) => `This record does not offer what is needed: ${what}.`,
    notSecure: (what: string) => `${what} is not encrypted.`,
    notListed: (what: string) => `${what} is not one of the addresses that are set up for this record.`,
    notGranted: (what: string) => `The sign-in was not completed: ${what}.`,
    notStarted: () => "This sign-in was not started here, or more than ten minutes ago. Start it again.",
    noPatient: (what: string) => `${what} did not say which patient is open.`,
    otherPatient: () => "The record answered with values of more than one patient. Nothing was taken.",
    popup: () => "The browser did not open the sign-in window. Allow it for this page, then try again.",
  },
};

const de: typeof en = {
  app: "FSGS-Pfad",
  heading: "Aus der Patientenakte",
  choose: "Die Werte werden einmal gelesen, und jeder ist von Ihnen zu bestätigen. In die Akte wird nichts geschrieben. Anmelden bei:",
  going: (record) => `Weiter zur Anmeldung bei ${record} …`,
  signIn: (record) => `Bei ${record} anmelden`,
  ownWindow: "Dieser Rahmen darf nichts behalten. Die Anmeldung öffnet sich deshalb in einem eigenen Fenster und kommt hierher zurück.",
  reading: (record) => `Die Akte bei ${record} wird gelesen …`,
  signedIn: "Angemeldet. Dieses Fenster kann geschlossen werden.",
  without: "Ohne Akte weiter",
  broke: "In dieser Seite ist etwas kaputt. Es wurde nichts übernommen.",
  inUnit: (unit) => `in ${unit}`,
  notGiven: (kind) => `${kind}: vom Aktensystem nicht herausgegeben.`,
  gender: { male: "männlich", female: "weiblich", other: "divers", unknown: "Geschlecht unbekannt" },
  refusals: {
    notUnderstood: (what) => `„${what}“ in der Adresse wird nicht gelesen. Diese Seite nimmt nur iss und launch, und nur vom Aktensystem der Klinik.`,
    noRecord: () => "Hier ist für dieses Werkzeug kein Aktensystem einer Klinik eingerichtet.",
    notOnList: (what) => `${what} ist kein Aktensystem, für das dieses Werkzeug eingerichtet ist.`,
    notReached: (what) => `${what} war nicht zu erreichen oder sagt nicht, wie man sich anmeldet.`,
    notOffered: (what) => `Dieses Aktensystem bietet nicht, was nötig ist: ${what}.`,
    notSecure: (what) => `${what} ist nicht verschlüsselt.`,
    notListed: (what) => `${what} gehört nicht zu den Adressen, die für dieses Aktensystem eingerichtet sind.`,
    notGranted: (what) => `Die Anmeldung kam nicht zustande: ${what}.`,
    notStarted: () => "Diese Anmeldung wurde nicht hier begonnen oder vor mehr als zehn Minuten. Bitte noch einmal beginnen.",
    noPatient: (what) => `${what} hat nicht gesagt, welcher Patient geöffnet ist.`,
    otherPatient: () => "Das Aktensystem antwortete mit Werten von mehr als einem Patienten. Es wurde nichts übernommen.",
    popup: () => "Der Browser hat das Fenster zur Anmeldung nicht geöffnet. Bitte für diese Seite erlauben und noch einmal versuchen.",
  },
};

/** As the app keeps it (words/index.ts), which these pages bring along only once they have something to show in it. */
function isGerman(): boolean {
  try {
    return localStorage.getItem("language") === '"de"';
  } catch {
    return false;
  }
}

export const w = isGerman() ? de : en;
document.documentElement.lang = w === de ? "de" : "en";
document.title = `${w.heading} - ${w.app}`;
