import { defineConfig } from "vitest/config";

/** Tests against a server that runs: `HONGYAN_URL` says where. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    globalSetup: ["setup.ts"],
    pool: "threads",
    maxWorkers: 1,
    fileParallelism: false,
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 150_000,
    bail: 0,
  },
});
