// The system's Chromium for browser tests, and a guard on each page: a request to
// another host, a console error or warning, a violated Content-Security-Policy or
// an uncaught error is a failure, whatever else the page does.
import { accessSync, constants } from "node:fs";
import path from "node:path";

import { chromium } from "playwright-core";

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** CHROMIUM_PATH, else /usr/bin/chromium, else the first `chromium` on PATH. */
function chromiumPath() {
  const onPath = (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, "chromium"));
  const candidates = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : ["/usr/bin/chromium", ...onPath];
  const found = candidates.find(isExecutable);
  if (found === undefined) {
    throw new Error(`no Chromium at ${candidates.join(", ")}: install it, or set CHROMIUM_PATH to where it is`);
  }
  return found;
}

/** Starts a headless Chromium with a new, empty profile; names resolve to this machine only. */
export function launchBrowser() {
  const args = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
  ];
  // Chromium refuses to run its sandbox as root.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath: chromiumPath(), headless: true, chromiumSandbox: !isRoot, args });
}

/**
 * Opens a page with its own storage. `faults` collects, as sentences, whatever the
 * page did that no page may do; it grows while the page lives.
 */
export async function openGuardedPage(browser, baseUrl, { colorScheme = "light", viewport = { width: 1440, height: 900 }, ...others } = {}) {
  const context = await browser.newContext({ colorScheme, viewport, ...others });
  const faults = [];
  const { host } = new URL(baseUrl);

  await context.exposeBinding("reportPolicyViolation", (_source, text) => {
    faults.push(`Content-Security-Policy: ${text}`);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      globalThis.reportPolicyViolation(`${violatedDirective} blocked ${blockedURI}`);
    });
  });

  const guardAddress = (address) => {
    const url = new URL(address);
    if (!["data:", "blob:"].includes(url.protocol) && url.host !== host) {
      faults.push(`request to another host: ${address}`);
    }
  };
  const guardMessage = (message) => {
    if (["error", "warning"].includes(message.type())) {
      faults.push(`console ${message.type()}: ${message.text()}`);
    }
  };
  context.on("request", (request) => guardAddress(request.url()));
  context.on("requestfailed", (request) => {
    // What a page that is left, or asks something newer, gives up itself.
    if (request.failure()?.errorText === "net::ERR_ABORTED") {
      return;
    }
    faults.push(`request failed: ${request.url()}: ${request.failure()?.errorText}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) {
      faults.push(`status ${response.status()}: ${response.url()}`);
    }
  });
  context.on("console", guardMessage);
  context.on("weberror", (failure) => faults.push(`uncaught error: ${failure.error()}`));

  const page = await context.newPage();
  page.on("websocket", (socket) => guardAddress(socket.url()));
  page.on("worker", (worker) => worker.on("console", guardMessage));
  return { page, faults, close: () => context.close() };
}
