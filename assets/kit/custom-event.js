/** Events of this page's own making. */

/**
 * Bubbling, with a name and a detail that their listeners expect.
 * @template {keyof DocumentEventMap} N
 * @param {N} name
 * @param {DocumentEventMap[N] extends CustomEvent<infer D> ? D : never} detail
 */
export function customEvent(name, detail) {
  return new CustomEvent(name, { bubbles: true, detail });
}
