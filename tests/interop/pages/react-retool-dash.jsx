import Retool from "react-retool";

/** What somebody has who makes a Dash component of react-retool. */
window.reactRetool = {
  ReactRetool({ id, url, data }) {
    return (
      <div id={id}>
        <Retool url={url} data={data} height={300} />
      </div>
    );
  },
};
