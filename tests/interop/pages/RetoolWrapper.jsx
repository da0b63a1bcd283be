import { useEffect, useState } from "react";
import Retool from "react-retool";

/**
 * The React code of Retool's quickstart, "4. Use the embed URL to display the app". Two things
 * differ: a div stands for MUI's Container, and further props reach <Retool>, because the
 * quickstart adds `data` and `onData` in "Interact with the parent application".
 */
export const RetoolWrapper = ({ retoolAppName, userJwt, ...interaction }) => {
  const [retoolEmbedUrl, setRetoolEmbedUrl] = useState("");

  useEffect(() => {
    const options = {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ userJwt, retoolAppName }),
    };
    fetch("/api/embedUrl", options)
      .then((res) => res.json())
      .then((data) => {
        setRetoolEmbedUrl(data.embedUrl);
      });
  }, [retoolAppName]);

  return (
    retoolEmbedUrl && (
      <div style={{ height: 600 }}>
        <Retool url={retoolEmbedUrl} {...interaction} />
      </div>
    )
  );
};
