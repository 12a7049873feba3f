/** What a sign-in put into the address, taken and wiped at once. */
export function takeAddress(): string {
  const { search, pathname } = location;
  try {
    history.replaceState(null, "", pathname);
  } catch {
    // A sandboxed frame may refuse; a code is used once only and dies within minutes.
  }
  return search;
}
