import react from "@vitejs/plugin-react";
import { readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { defineConfig, type Plugin } from "vite";

const out = join(import.meta.dirname, "target/web");

/** Names the app's files for the server, which serves these and nothing else. Written last: its date is the build's. */
function fileList(): Plugin {
  return {
    name: "file-list",
    apply: "build",
    closeBundle() {
      const files = readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile() && file.name !== "files.txt")
        .map((file) => relative(out, join(file.parentPath, file.name)))
        .sort();
      writeFileSync(join(out, "files.txt"), `${files.join("\n")}\n`);
    },
  };
}

export default defineConfig({
  plugins: [react(), fileList()],
  build: {
    outDir: out,
    emptyOutDir: true,
    target: "es2022",
    // Data in style sheets would need a laxer policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
  },
  server: { proxy: { "/v1": { target: process.env.HONGYAN_URL ?? "http://localhost:8080", ws: true } } },
});
