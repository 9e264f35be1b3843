// A static file server for tests and measurements, under a path that is not the root, since the page promises to work
// from any path. It knows no ranges, no caching and no fallback; what it was asked for is in `requests`.

import { createServer } from "node:http";
import { readFile, readdir, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/// Serves `folder` at `http://127.0.0.1:<free port><path>`; returns { url, requests, close }.
export async function serve(folder, path = "/some/where/") {
  const requests = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    requests.push(`${request.method} ${pathname}`);
    const answer = (status, type, body) => {
      response.writeHead(status, { "content-type": type, "cache-control": "no-cache" }).end(body);
    };
    if (!pathname.startsWith(path)) return answer(404, "text/plain", "not under the page's path");
    const inside = normalize(decodeURIComponent(pathname.slice(path.length)) || "index.html");
    if (inside.startsWith("..")) return answer(403, "text/plain", "outside the folder");
    let file = join(folder, inside);
    try {
      if ((await stat(file)).isDirectory()) file = join(file, "index.html");
      answer(200, TYPES[extname(file)] ?? "application/octet-stream", await readFile(file));
    } catch {
      answer(404, "text/plain", `no file ${inside.split(sep).join("/")}`);
    }
  });
  await new Promise((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}${path}`,
    requests,
    /// Comes back once the page that was opened last has loaded its worker, which it does when it is at rest.
    async workerLoaded(page) {
      const since = () => requests.slice(requests.lastIndexOf(`GET ${path}`));
      // What comes last; a build for development is in one piece.
      const modules = (await readdir(folder)).filter((name) => /^worker-.*\.wasm$/.test(name));
      const last = modules.find((name) => name.endsWith("_split_later.wasm")) ?? modules[0];
      while (!since().includes(`GET ${path}${last}`)) await new Promise((done) => setTimeout(done, 20));
      await page.waitForLoadState("networkidle");
    },
    close: () => new Promise((done) => (server.closeAllConnections(), server.close(done))),
  };
}
