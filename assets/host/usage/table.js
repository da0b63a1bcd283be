/**
 * The usage table's script. It has a megabyte and more, and comes when somebody opens the page. Dash looks for it when it
 * shows the page, so it has to be there before. In the host's bundle: it is needed before what else that page has.
 */
import { first } from "../elements.js";

export function createTable() {
  /** @type {Promise<unknown> | null} */
  let table = null;

  return {
    /** @returns {Promise<unknown> | null}  null: it is there */
    load() {
      const meta = /** @type {HTMLMetaElement | null} */ (first("meta[name=dashapp-grid]"));
      if (window.dash_ag_grid || !meta) return null;
      table ??= new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => {
          // Another visit to the page is another try.
          table = null;
          script.remove();
          reject(new Error("The usage page's table can't be loaded."));
        });
        script.src = meta.content;
        document.head.append(script);
      });
      return table;
    },
  };
}
