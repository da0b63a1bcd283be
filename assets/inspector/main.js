/** The bridge inspector, on the pages of those who may have it. The kit's bundle has run before. */
import { startInspector } from "./inspector.js";

startInspector(window.dash_retool_embed);
