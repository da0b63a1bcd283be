import { useState } from "react";
import { createRoot } from "react-dom/client";
import Retool from "react-retool";

const url = new URLSearchParams(location.search).get("url");

function Page() {
  const [isAdmin, setIsAdmin] = useState(false);
  const [events, setEvents] = useState([]);

  return (
    <>
      <label>
        <input
          id="is-admin"
          type="checkbox"
          checked={isAdmin}
          onChange={(change) => setIsAdmin(change.target.checked)}
        />
        isAdmin
      </label>
      <output id="events">{JSON.stringify(events)}</output>
      <Retool
        url={url}
        data={{ isAdmin }}
        onData={(event) => setEvents((earlier) => [...earlier, event])}
        height={600}
      />
    </>
  );
}

createRoot(document.getElementById("root")).render(<Page />);
