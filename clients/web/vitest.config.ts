import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["sdk/test/**/*.test.ts", "src/**/*.test.ts"],
    pool: "threads",
    maxWorkers: 1,
    isolate: true,
  },
});
