import { createRetoolEmbed } from "@tryretool/retool-embed";

const url = new URLSearchParams(location.search).get("url");

document.getElementById("root").innerHTML = `
  <label><input id="is-admin" type="checkbox"> isAdmin</label>
  <output id="events">[]</output>
`;

const events = [];
const embeddedRetool = createRetoolEmbed({
  src: url,
  style: "width: 100%; height: 600px;",
  data: { isAdmin: false },
  onData: (event) => {
    events.push(event);
    document.getElementById("events").textContent = JSON.stringify(events);
  },
});

document.getElementById("is-admin").addEventListener("change", (change) => {
  embeddedRetool.data = { isAdmin: change.target.checked };
});
document.getElementById("root").append(embeddedRetool);
