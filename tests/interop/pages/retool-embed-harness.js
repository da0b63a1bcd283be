import { createRetoolEmbed } from "@tryretool/retool-embed";
import { box, hear } from "./harness.js";

window.harness = {
  mount(name, src, data) {
    const style = "width: 100%; height: 300px;";
    box(name).append(createRetoolEmbed({ src, style, data, onData: hear(name) }));
  },
  setData(name, data) {
    document.querySelector(`#${name} retool-embed`).data = data;
  },
  unmount(name) {
    document.getElementById(name).remove();
  },
};
