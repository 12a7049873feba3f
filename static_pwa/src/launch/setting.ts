/** Who may frame the app and whose records it may read: the served setting that the content security policy follows too. */
export interface RecordServer {
  name: string;
  /** The FHIR base address. */
  issuer: string;
  client_id: string;
  /** Origins of the sign-in server, where they are others. */
  origins: readonly string[];
  scope?: string;
}

export interface Setting {
  launchers: readonly string[];
  records: readonly RecordServer[];
}

/** Without the file, or without a network, nobody may. */
export async function readSetting(): Promise<Setting> {
  try {
    const answer = await fetch("launchers.json", { cache: "no-cache" });
    if (answer.ok) return (await answer.json()) as Setting;
  } catch {
    // Not reached.
  }
  return { launchers: [], records: [] };
}
