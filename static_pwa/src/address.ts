/** What came with the address, taken and wiped at once, so that it stays in no history entry, bookmark or screenshot. */
import { screen } from "./screens";

export interface Address {
  hash: string;
  search: string;
}

/** A shortcut of the home screen names a way in, an id of the guideline and nothing else. */
const WAY = /^\?way=([a-z_]+)$/;

export function takeAddress(state: unknown = history.state): Address | null {
  const { hash, search, pathname } = location;
  if (hash === "" && search === "") return null;
  try {
    history.replaceState(state, "", pathname);
  } catch {
    // A sandboxed frame may refuse; the values are still only marked as unconfirmed.
  }
  return { hash, search };
}

/** A link pasted over an app that is already open changes only what stands behind the #: nothing is loaded anew. */
export function watchAddress(onAddress: (address: Address) => void): void {
  addEventListener("hashchange", () => {
    const address = takeAddress({ screen: screen.get() });
    if (address) onAddress(address);
  });
}

/** The way in that a shortcut names; what is left of the address then. */
export function wayIn(address: Address): string | null {
  const way = WAY.exec(address.search)?.[1];
  if (way === undefined) return null;
  address.search = "";
  return way;
}
