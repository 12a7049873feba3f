/** Words of the guideline come as one text; on the screen the first sentence leads and the rest follows. */
export const sentences = (said: string | readonly string[] | null | undefined): readonly string[] =>
  said === null || said === undefined || said === "" ? [] : typeof said === "string" ? said.split(/(?<=[\p{Ll}\d)%”²]\.) (?=[\p{Lu}“])/u) : said;
