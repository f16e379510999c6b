// Serves a folder as a static site: node web/server.mjs [--port N] [--host NAME] [--root FOLDER]
//
// It does what a plain static host does: right MIME types, the .br and .gz beside a file where the
// browser accepts them, revalidation by ETag, no directory listing, nothing outside its folder.
import { createServer } from "node:http";
import { existsSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import sirv from "sirv";

const kFirstPort = 8000;
const kPortsToTry = 100;

/** What every answer says. Any web page may show the playground in a frame, as blogs and courses do. */
const kHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "frame-ancestors 'self' http: https:",
};

/** @param {string} root folder to serve @returns {import("node:http").Server} not yet listening */
export function makeServer(root) {
  const files = sirv(root, {
    dev: true, // reads the disk for every request, so a rebuild is served without a restart
    etag: true, // with dev this means "Cache-Control: no-cache": cached, but revalidated every time
    brotli: true,
    gzip: true,
    setHeaders: addHeaders,
    onNoMatch: refuse,
  });
  return createServer((request, response) => {
    response.on("pipe", (file) => followFile(file, response));
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return answer(response, 405, "This server only serves files.");
    }
    // No file here is large enough to be sent in parts.
    delete request.headers.range;
    if (leavesFolder(root, request.url ?? "/")) return refuse(request, response);
    return files(request, response);
  });
}

/** @param {import("node:http").ServerResponse} response */
function addHeaders(response) {
  for (const [name, value] of Object.entries(kHeaders)) response.setHeader(name, value);
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function refuse(request, response) {
  answer(response, 404, `There is no page at ${request.url} here. The playground is at /.`);
}

/**
 * A rebuild may replace or cut a file while it is read. The connection is then closed, which the
 * browser notices; an error of a stream that nobody listens to would end the server.
 * @param {import("node:stream").Readable} file
 * @param {import("node:http").ServerResponse} response
 */
function followFile(file, response) {
  const announced = Number(response.getHeader("Content-Length"));
  let sent = 0;
  file.on("data", (part) => {
    sent += part.length;
    if (sent > announced) response.destroy();
  });
  file.on("end", () => {
    if (sent < announced) response.destroy();
  });
  file.on("error", () => response.destroy());
}

/**
 * Whether a symbolic link leads what the address names out of the folder.
 * @param {string} root @param {string} address the path of a request
 */
function leavesFolder(root, address) {
  const folder = realpathSync(root);
  let path;
  try {
    path = join(folder, decodeURIComponent(new URL(address, "http://localhost").pathname));
  } catch {
    return true; // such as %00, or half a character
  }
  // As sirv looks for a file: its compressed forms, and the index of a folder.
  return [path, join(path, "index.html"), `${path}.html`]
    .flatMap((name) => [name, `${name}.br`, `${name}.gz`])
    .filter((name) => existsSync(name))
    .some((name) => !`${realpathSync(name)}${sep}`.startsWith(`${folder}${sep}`));
}

/**
 * @param {import("node:http").ServerResponse} response @param {number} status
 * @param {string} sentence
 */
function answer(response, status, sentence) {
  addHeaders(response);
  response.writeHead(status, { "Content-Type": "text/plain;charset=utf-8" });
  response.end(`${sentence}\n`);
}

/**
 * Listens on `port`, or on the next free one when `mayMove`.
 * @param {import("node:http").Server} server @param {number} port @param {string} host
 * @param {boolean} mayMove
 * @returns {Promise<number>} the port
 */
export async function listen(server, port, host, mayMove) {
  for (let next = port; ; next++) {
    try {
      await /** @type {Promise<void>} */ (
        new Promise((resolve, reject) => {
          server.once("error", reject);
          server.listen(next, host, () => {
            server.off("error", reject);
            resolve();
          });
        })
      );
      return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== "EADDRINUSE" || !mayMove || next >= port + kPortsToTry) throw error;
    }
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      host: { type: "string", default: "127.0.0.1" },
      root: {
        type: "string",
        default: fileURLToPath(new URL("../build/site/", import.meta.url)),
      },
    },
  });
  const port = values.port === undefined ? kFirstPort : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port takes a number from 0 to 65535, not "${values.port}"`);
  if (!existsSync(values.root)) throw new Error(`there is no folder ${values.root}`);
  const server = makeServer(values.root);
  const found = await listen(server, port, values.host, values.port === undefined);
  const name = values.host.includes(":") ? `[${values.host}]` : values.host;
  console.log(`Purrceptron is at http://${name}:${found}/ (Ctrl+C stops it)`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));
}

// Node resolves symbolic links in import.meta.url, not in argv.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    const busy = error.code === "EADDRINUSE" ? " (another program listens there)" : "";
    console.error(`error: ${error.message}${busy}`);
    process.exitCode = 1;
  });
}
