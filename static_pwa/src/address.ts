/** What came with the address, taken and wiped at once, so that it stays in no history entry, bookmark or screenshot. */
export interface Address {
  hash: string;
  search: string;
}

export function takeAddress(): Address | null {
  const { hash, search, pathname } = location;
  if (hash === "" && search === "") return null;
  try {
    history.replaceState(history.state, "", pathname);
  } catch {
    // A sandboxed frame may refuse; the values are still only marked as unconfirmed.
  }
  return { hash, search };
}
