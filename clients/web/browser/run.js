import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as listen } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Runs the browser tests against a server of its own, or those of the files that are named; `--all` the long ones too.
// With HONGYAN_URL against that one, and without those tests that restart it.

const root = join(import.meta.dirname, "../../..");
const all = process.argv.includes("--all");
const names = process.argv.slice(2).filter((argument) => argument !== "--all");
const PATIENCE = 180_000;

/** A port that is free now. */
function freePort() {
  return new Promise((resolve) => {
    const probe = listen().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function start(data, port, adminPort) {
  const args = ["standalone", "--data", data, "--port", port, "--admin-port", adminPort].map(String);
  const server = spawn(join(root, "hongyan"), args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop(server).then(() => reject(new Error(`the server isn't ready:\n${said}`)));
    }, PATIENCE);
    const hear = (chunk) => {
      said = (said + chunk).slice(-20_000);
      if (said.includes("is ready at")) {
        clearTimeout(timer);
        resolve();
      }
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
  return server;
}

function stop(server) {
  return new Promise((resolve) => {
    server.removeAllListeners("exit");
    server.on("exit", resolve);
    server.kill("SIGTERM");
  });
}

function runTests(environment) {
  const vitest = join(root, "clients/web/node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--config", join(import.meta.dirname, "vitest.config.ts"), ...names];
  const tests = spawn(process.execPath, args, { stdio: "inherit", env: { ...process.env, ...environment } });
  return new Promise((resolve) => tests.on("exit", (code) => resolve(code ?? 1)));
}

const long = all ? { HONGYAN_LONG: "1" } : {};
if (process.env.HONGYAN_URL !== undefined) {
  process.exitCode = await runTests(long);
} else {
  const data = mkdtempSync(join(tmpdir(), "hongyan-browser."));
  chmodSync(data, 0o755);
  const [port, adminPort] = [await freePort(), await freePort()];
  let server;
  // A test asks for a restart of the server with a request.
  const control = createServer((request, response) => {
    const restart = async () => {
      await stop(server);
      server = await start(data, port, adminPort);
      response.end();
    };
    request.resume();
    restart().catch((failure) => response.writeHead(500).end(String(failure)));
  }).listen(0, "127.0.0.1");
  try {
    server = await start(data, port, adminPort);
    process.exitCode = await runTests({
      ...long,
      HONGYAN_URL: `http://localhost:${port}`,
      HONGYAN_CREDENTIALS: join(data, "credentials.json"),
      HONGYAN_RESTART: `http://127.0.0.1:${control.address().port}`,
    });
  } finally {
    control.close();
    if (server !== undefined) {
      await stop(server);
    }
    rmSync(data, { recursive: true, force: true });
  }
}
