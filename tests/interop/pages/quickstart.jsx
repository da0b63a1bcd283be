import { useState } from "react";
import { createRoot } from "react-dom/client";
import { RetoolWrapper } from "./RetoolWrapper.jsx";

// Behind the #, which browsers keep to themselves: a token has no place in a server's log.
const given = new URLSearchParams(location.hash.slice(1));
const app = {
  retoolAppName: given.get("retoolAppName"),
  userJwt: given.get("userJwt") ?? undefined,
};

// The wrapper ignores answers that are no link; this shows what it was told.
const answer = document.body.appendChild(document.createElement("output"));
answer.id = "answer";
const browserFetch = window.fetch;
window.fetch = async (...request) => {
  const response = await browserFetch(...request);
  const { code } = await response.clone().json();
  answer.textContent = JSON.stringify({
    status: response.status,
    type: response.headers.get("Content-Type"),
    code,
  });
  return response;
};

function Page() {
  const [isAdmin, setIsAdmin] = useState(false);
  const [activeTab, setActiveTab] = useState(app.retoolAppName);

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
      <h1 id="active-tab">{activeTab}</h1>
      {given.has("withoutData") ? (
        <RetoolWrapper {...app} />
      ) : (
        <RetoolWrapper {...app} data={{ isAdmin }} onData={(tab) => setActiveTab(tab)} />
      )}
    </>
  );
}

createRoot(document.getElementById("root")).render(<Page />);
