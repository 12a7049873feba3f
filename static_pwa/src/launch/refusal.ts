/** Why a sign-in or a record cannot be used, in words for the clinician and for the hospital's own staff. */
const SAYS = {
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
} as const;

export class Refusal extends Error {
  constructor(why: keyof typeof SAYS, what = "") {
    // An address may be as long as anyone likes, and hold anything.
    super(SAYS[why]([...what].slice(0, 100).join("").replace(/[\p{C}]/gu, "?")));
  }
}

export const saidBy = (fault: unknown): string => (fault instanceof Refusal ? fault.message : "Something in this page broke. Nothing was taken.");
