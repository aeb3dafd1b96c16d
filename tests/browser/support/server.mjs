// A server of a test's own, over a new SQLite database: to be stopped, started again on
// the same port, and given changes.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const START_LIMIT_MS = 30_000;

/** The program under test, as scripts/browser-test names it. */
function binary() {
  const file = process.env.CERTGRAPH_BINARY;
  if (!file) {
    throw new Error("CERTGRAPH_BINARY does not name the server: run scripts/browser-test");
  }
  return file;
}

export async function startOwnServer() {
  const folder = await mkdtemp(path.join(tmpdir(), "certgraph-"));
  const env = { ...process.env, DATABASE_URL: `sqlite://${path.join(folder, "certgraph.db")}?mode=rwc`, LOG: "error" };
  let child;

  async function start(listen) {
    child = spawn(binary(), ["serve", "--listen", listen], { env, stdio: ["ignore", "pipe", "inherit"] });
    const address = new Promise((resolve, reject) => {
      let said = "";
      child.stdout.on("data", (text) => {
        said += text;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (found !== null) {
          resolve(found[0]);
        }
      });
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
      setTimeout(() => reject(new Error("the server did not start")), START_LIMIT_MS).unref();
    });
    return address;
  }

  async function stop() {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  }

  const url = await start("127.0.0.1:0");
  return {
    url,
    stop,
    startAgain: () => start(new URL(url).host),
    /** Runs a command of the program over the same database. */
    run: (...words) => promisify(execFile)(binary(), words, { env }),
    async remove() {
      if (child.exitCode === null) {
        await stop();
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
