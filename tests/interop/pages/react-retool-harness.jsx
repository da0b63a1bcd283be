import { createRoot } from "react-dom/client";
import Retool from "react-retool";
import { box, hear } from "./harness.js";

/** @type {Map<string, {root: any, element: HTMLElement, props: object}>} */
const embeds = new Map();

function render(name, change) {
  const embed = embeds.get(name);
  embed.props = { ...embed.props, ...change };
  embed.root.render(<Retool {...embed.props} />);
}

window.harness = {
  mount(name, url, data, props = { height: 300 }) {
    const element = box(name);
    embeds.set(name, { element, root: createRoot(element), props: {} });
    render(name, { url, data, onData: hear(name), ...props });
  },
  setData(name, data) {
    render(name, { data });
  },
  unmount(name) {
    const { root, element } = embeds.get(name);
    root.unmount();
    element.remove();
    embeds.delete(name);
  },
};
