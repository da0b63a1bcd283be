/**
 * The tab that this person saw last in this browser. Loaded at the host's own address and before anything is shown: the
 * first picture is not to greet who will go on to another tab.
 */
import { isTyped, keptTab } from "./kept-tab.js";

const person = document.currentScript?.dataset.whose;
const last = isTyped(performance.getEntriesByType("navigation")) ? keptTab(person) : null;
// Read by the host's views, and by its stylesheet.
if (last !== null) document.documentElement.dataset.lastTab = last;
