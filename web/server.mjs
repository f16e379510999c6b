// Serves a folder as a static site: node web/server.mjs [--port N] [--host NAME] [--root FOLDER]
//
// It does what a plain static host does: right MIME types, the .br and .gz beside a file where the
// browser accepts them, revalidation by ETag, no directory listing.
import { createServer } from "node:http";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import sirv from "sirv";

const kFirstPort = 8000;
const kPortsToTry = 100;

/** @param {string} root folder to serve @returns {import("node:http").Server} not yet listening */
export function makeServer(root) {
  const files = sirv(root, {
    dev: true, // reads the disk for every request, so a rebuild is served without a restart
    etag: true, // with dev this means "Cache-Control: no-cache": cached, but revalidated every time
    brotli: true,
    gzip: true,
    setHeaders: (response) => response.setHeader("X-Content-Type-Options", "nosniff"),
    onNoMatch: (request, response) =>
      answer(response, 404, `There is no page at ${request.url} here. The playground is at /.`),
  });
  return createServer((request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return answer(response, 405, "This server only serves files.");
    }
    // No file here is large enough to be sent in parts.
    delete request.headers.range;
    return files(request, response);
  });
}

/**
 * @param {import("node:http").ServerResponse} response @param {number} status
 * @param {string} sentence
 */
function answer(response, status, sentence) {
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    const busy = error.code === "EADDRINUSE" ? " (another program listens there)" : "";
    console.error(`error: ${error.message}${busy}`);
    process.exitCode = 1;
  });
}
