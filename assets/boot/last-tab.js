/**
 * The tab that this person saw last in this browser. Loaded at the host's own address and before anything is shown: the
 * first picture is not to greet who will go on to another tab.
 */
import { isTyped, savedLastTab } from "./last-tab-store.js";

const person = document.currentScript?.dataset.forPerson;
const lastTab = isTyped(performance.getEntriesByType("navigation")) ? savedLastTab(person) : null;
// Read by the host's views, and by its stylesheet.
if (lastTab !== null) document.documentElement.dataset.lastTab = lastTab;
