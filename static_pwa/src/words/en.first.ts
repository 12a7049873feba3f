/** The English words of the first screen and the frame. Everything else follows in en.ts, once the first screen stands. */
export const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const day = (when: Date): string => `${when.getUTCDate()} ${MONTHS[when.getUTCMonth()]} ${when.getUTCFullYear()}`;

// By hand: to make an Intl formatter takes a slow phone longer than to draw the first screen.
const time = (when: Date): string => [when.getHours(), when.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");

export const first = {
  code: "en",
  app: "FSGS pathway",
  titled: (screen: string) => `${screen} - FSGS pathway`,
  title: "Steroid-resistant FSGS",
  skip: "Skip to content",
  screens: {
    start: "Start",
    entry: "Entry",
    answer: "Answer",
    checklist: "Is the drug doing harm?",
    course: "Course over time",
    plan: "Monitoring plan",
    evidence: "Every number and its source",
    flow: "The whole pathway",
    check: "Second check",
    share: "Take it with you",
    about: "About and limits",
    privacy: "Privacy",
  },
  grade: { ok: "OK", watch: "Watch", act: "Act", stop: "Stop", none: "Not assessed", info: "Note" },
  day: (iso: string) => (Number.isNaN(Date.parse(iso)) ? iso : day(new Date(iso))),

  moment: (when: Date) => `${when.getDate()} ${MONTHS[when.getMonth()]} ${when.getFullYear()} ${time(when)}`,
  time,

  // Start
  who: { adult: "Adult", child: "Child" },
  changePatient: ", change patient",
  whoIs: "Who is the patient?",
  whoFirst: "Adult or child? Choose this first.",
  adultAge: (from: number) => `${from} or over`,
  childAge: (from: number, to: number) => `${from} to ${to} years`,
  notUnder: (years: number) => `Under ${plural(years, "year", "years")}: not this tool. Genetics and a specialised paediatric centre.`,
  whereStart: "Where do you start?",
  caseOpen: (who: string | null, age: string | null) => `Open now: ${[who?.toLowerCase() ?? "a patient", age].filter(Boolean).join(", ")}`,
  goOn: "Go on",
  anotherQuestion: "Another question",
  readyOffline: "Ready offline",
  inFrame: (host: string) => `From ${host}, shown inside another page: works online only.`,
  notYetOffline: "Not yet saved for offline",
  edition: (version: string, published: string, reviewBy: string) => `Guideline ${version} of ${published}. Review by ${reviewBy}.`,
  checkedAt: (when: string) => `Last compared with the server: ${when}.`,
  neverChecked: "Not yet compared with the server.",
  newerGuideline: (version: string) => `Guideline ${version} is out. It comes with the next edition of this app: open it once with a network.`,
  staysHere: "No names, no dates of birth. What you type stays on this device.",
  light: "Appearance",
  themes: { auto: "As the device", light: "Light", dark: "Dark" },
  language: "Language",
  whyEnglish: "",
  changedSince: "Changed since you last looked",
  nowIs: "now",
  haveRead: "I have read this",
  readFirst: "A dose or a limit changed since you last looked. Read it, then the dose is shown.",

  // What happened to the app
  reviewPassed: (date: string) => `This guideline was due for review by ${date}. Check each number before you use it.`,
  clearsSoon: "No touch for 19 minutes: all values will be cleared in a minute.",
  keepCase: "Keep them",
  clearedBecause: { asked: "All values cleared.", idle: "All values cleared after 20 minutes without a touch." },
  undo: "Undo",
  close: "Close",
  tryAgain: "Try again",
  cameWith: (count: number, sender: string | null) => `${plural(count, "value", "values")} came ${sender ? `from ${sender}` : "with a link"}. Compare each with your notes.`,
  compare: "Compare",
  noGuideline: "The guideline could not be loaded. Connect once, then this tool works without a network.",
  notSaved: "This part is not saved on the device yet. Connect once, then try again.",
  newerApp: "A newer edition is ready.",
  useNewer: "Use it now",

  faultTitle: "No answer: something in this tool broke",
  faultSays: "Do not use what was shown last. Your values are still here. Try again, or work from the guideline itself.",
  clearAll: "Clear all",
  clearAllHint: "Can be undone. Clears itself after 20 minutes without a touch.",
};

export type First = Omit<typeof first, "code"> & { code: string };
