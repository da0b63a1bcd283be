/** Elements of the inspector. Whatever they say is text: nothing that another origin has sent becomes markup. */
(function () {
  "use strict";

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {Record<string, any>} [given]  properties of the element, or else attributes; never of a message
   * @param {(Node | string)[]} children
   * @returns {HTMLElementTagNameMap[T]}
   */
  function element(tag, given = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) {
      if (name in made) Object.assign(made, { [name]: value });
      else made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  window.dashapp.inspector = { element };
})();
