import react from "@vitejs/plugin-react";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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

/** The licences of what the app is made of, in a file beside it. */
function licences(): Plugin {
  return {
    name: "licences",
    apply: "build",
    generateBundle(_, bundle) {
      const packages = new Set(["@fontsource-variable/inter"]);
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.type === "chunk" ? chunk.moduleIds : []) {
          const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
          if (name !== undefined) {
            packages.add(name);
          }
        }
      }
      const texts = [...packages].sort().map((name) => {
        const files = ["LICENSE", "NOTICE"]
          .map((file) => join(import.meta.dirname, "node_modules", name, file))
          .filter((file) => existsSync(file));
        if (!files.some((file) => file.endsWith("LICENSE"))) {
          this.error(`${name} carries no licence: nothing that the app is made of may be without`);
        }
        return `${[name, ...files.map((file) => readFileSync(file, "utf8").trim())].join("\n\n")}\n`;
      });
      this.emitFile({ type: "asset", fileName: "licenses.txt", source: texts.join(`\n${"-".repeat(80)}\n\n`) });
    },
  };
}

export default defineConfig({
  plugins: [react(), licences(), fileList()],
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
