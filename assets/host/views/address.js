/** From an address to a view, and back. */

const HOME = "home";
export const USAGE = "usage";
/** The view of every address that is no tab, as dashapp/pages/ids.py calls it. */
export const ELSEWHERE = "elsewhere_";

/**
 * Whether somebody who comes back goes on there.
 * @param {string} name  of a view
 */
export function isTab(name) {
  return name !== HOME && name !== ELSEWHERE;
}

/**
 * As dashapp/routes.py reads it: the view of an app must not keep the page of another address.
 * @param {string} pathname
 * @param {readonly string[]} names  of the views
 * @param {string} prefix  of the host's addresses
 * @returns {string}
 */
export function viewOf(pathname, names, prefix) {
  const address = pathname || prefix;
  if (!address.startsWith(prefix)) return ELSEWHERE;
  const asked = address.slice(prefix.length).replace(/^\/+|\/+$/g, "") || HOME;
  return names.includes(asked) ? asked : ELSEWHERE;
}

/**
 * Who types the host's own address goes on where they were; a reload and Back show what the address says.
 * @param {string} pathname
 * @param {readonly string[]} names  of the views
 * @param {string} shown  empty: none yet
 * @param {string | undefined} lastTab  where they were
 * @param {string} prefix  of the host's addresses
 * @returns {string | null}  the address to go on to
 */
export function tabToResume(pathname, names, shown, lastTab, prefix) {
  const isTheirs = lastTab !== undefined && names.includes(lastTab);
  return pathname === prefix && !shown && isTheirs ? prefix + lastTab : null;
}
