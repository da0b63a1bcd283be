/**
 * A certified OpenID provider on loopback (npm: oidc-provider), as its defaults have it but for what the arguments
 * say. Its port is printed when it listens; the tests change its people over /test/.
 */
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";

import Provider from "oidc-provider";

/** @typedef {{ hostUrl: string, port: number, thin: boolean, idTokenSeconds: number, refreshTokens: boolean }} Told */

/** @type {Told} */
const told = JSON.parse(process.argv[2] ?? "{}");

/** @type {Map<string, Record<string, unknown>>} */
const people = new Map([
  ["jane", { email: "jane@example.com", email_verified: true, given_name: "Jane", roles: ["analyst"], store_id: 5, can_export: true }],
  ["root", { email: "root@example.com", email_verified: true, given_name: "Root", roles: ["admin"], store_id: 5, can_export: true }],
]);
/** @type {Set<string>} paths that are out of order */
const broken = new Set();
const PROFILE = ["given_name", "family_name", "roles", "store_id", "can_export"];

const server = createServer();
server.listen(told.port, "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const provider = providerAt(`http://127.0.0.1:${port}`);
  const answer = provider.callback();
  server.on("request", (request, response) => {
    const { url = "" } = request;
    if (url.startsWith("/test/people/")) changePeople(request, response);
    else if (url.startsWith("/test/broken/")) breakPath(request, response);
    else if (broken.has(url.split("?")[0])) response.writeHead(503).end();
    else answer(request, response);
  });
  console.log(port);
});

/** @param {string} issuer */
function providerAt(issuer) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ format: "jwk" });
  return new Provider(issuer, {
    clients: [
      {
        client_id: "apps",
        client_secret: "a-client-secret-of-32-characters!",
        redirect_uris: [`${told.hostUrl}/sign-in/callback`],
        post_logout_redirect_uris: [`${told.hostUrl}/sign-out`],
        grant_types: told.refreshTokens ? ["authorization_code", "refresh_token"] : ["authorization_code"],
        response_types: ["code"],
        backchannel_logout_uri: `${told.hostUrl}/backchannel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [{ ...key, kid: "first", use: "sig", alg: "RS256" }] },
    conformIdTokenClaims: told.thin,
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: PROFILE },
    findAccount: (_context, id) => {
      const said = people.get(id);
      return said && { accountId: id, claims: () => ({ sub: id, ...said }) };
    },
    pkce: { required: () => true },
    issueRefreshToken: (_context, client) => client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      backchannelLogout: { enabled: true },
    },
    ttl: { IdToken: told.idTokenSeconds, Session: 86400, AccessToken: 3600, Grant: 86400, RefreshToken: 86400 },
    cookies: { keys: ["of the tests"] },
    // By itself it asks no address of the machine that it runs on.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
  });
}

/**
 * PUT: what is at this path is out of order; DELETE: no longer.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function breakPath(request, response) {
  const path = /** @type {string} */ (request.url).slice("/test/broken".length);
  if (request.method === "DELETE") broken.delete(path);
  else broken.add(path);
  response.writeHead(204).end();
}

/**
 * PUT: what is said of somebody from now on; DELETE: nobody is called so any more.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function changePeople(request, response) {
  const name = decodeURIComponent(/** @type {string} */ (request.url).split("/")[3]);
  let body = "";
  for await (const part of request) body += part;
  if (request.method === "DELETE") people.delete(name);
  else people.set(name, JSON.parse(body));
  response.writeHead(204).end();
}
