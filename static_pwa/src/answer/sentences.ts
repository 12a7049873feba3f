/** Words of the guideline come as one sentence or as several. */
export const sentences = (said: string | readonly string[] | null | undefined): readonly string[] =>
  said === null || said === undefined || said === "" ? [] : typeof said === "string" ? [said] : said;
