/**
 * Takes the one-time token out of the address (`#token=…`, as the console prints it) and removes it from there at once, so that it stays neither in
 * the history nor on the screen.
 */
export function takeToken(): string | undefined {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token');
  if (token === null) return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  return token;
}
