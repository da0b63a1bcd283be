/** Elements of the inspector. Whatever they say is text: nothing that another origin has sent becomes markup. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean>} [given]  properties of the element, or else attributes; never of a
 *     message
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name in made) Object.assign(made, { [name]: value });
    else made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/**
 * @param {string} text
 * @param {HTMLElement} field
 */
export function labelled(text, field) {
  return element("label", { className: "inspector-field" }, element("span", {}, text), field);
}

/** @param {[name: string, value: string, className?: string][]} all */
export function facts(all) {
  const lines = all.flatMap(([name, value, className = ""]) => [
    element("dt", {}, name),
    element("dd", { className }, value),
  ]);
  return element("dl", { className: "inspector-facts" }, ...lines);
}
