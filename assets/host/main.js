/**
 * The host in the browser: starts each of its parts, once. The kit's bundle has run before; nothing is laid out yet.
 */
import { startAppearance } from "./appearance.js";
import { startRefused } from "./answers/refused.js";
import { startWaiting } from "./answers/waiting.js";
import { startConnection } from "./connection.js";
import { startDataObjects } from "./data-object.js";
import { startNavigation } from "./navigation/navigation.js";
import { startPopout } from "./popout.js";
import { hostRoutes } from "./routes.js";
import { startSignedOut } from "./signed-out.js";
import { startTabs } from "./tabs/tabs.js";
import { startToolbar } from "./toolbar.js";
import { createTable } from "./usage/table.js";
import { startViews } from "./views/views.js";

const { answers, frames, person, unsaved } = window.dash_retool_embed;
const { prefix, health, signOut } = hostRoutes();

// Before the views: at a click a menu closes first, which may move the keyboard, and then the page's heading gets it.
const tabs = startTabs();
const { keepAddress } = startPopout();
const views = startViews({
  frames,
  person,
  prefix,
  loadTable: createTable().load,
  onShown(name) {
    tabs.show(name);
    keepAddress();
  },
});
const toolbar = startToolbar(views);
views.onPage(toolbar.onPage);
startNavigation();
startDataObjects();
startConnection({ answers, health, onBack: views.revisit });
// Before what covers the page: both are told in this order that the person is back.
const { untilSignedIn } = startWaiting(person);
startRefused({ answers, person, untilSignedIn, prefix, onRefused: views.refuse });
startSignedOut(person, unsaved, signOut);
views.onPage(startAppearance().onPage);
