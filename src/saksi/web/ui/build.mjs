// Builds static/ from the sources here: every NAME.ts and NAME.css becomes a file of its own; no area edits another's.
// Usage: node build.mjs [FOLDER]. The same sources and lock file give the same bytes.
import { build } from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "static");
const sources = readdirSync(here).sort();
mkdirSync(out, { recursive: true });
const shared = { bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "inline", logLevel: "warning", absWorkingDir: here };
for (const name of sources.filter((one) => one.endsWith(".ts") && !one.endsWith(".d.ts"))) {
  await build({ ...shared, entryPoints: [name], outdir: out, format: name === "frame.ts" ? "iife" : "esm" });
}
for (const name of sources.filter((one) => one.endsWith(".css"))) {
  await build({ ...shared, entryPoints: [name], outdir: out });
}
for (const name of sources.filter((one) => one.endsWith(".svg"))) {
  copyFileSync(join(here, name), join(out, name));
}
const more = join(here, "assets.mjs"); // files that are made from packages, such as the map's
if (existsSync(more)) await (await import(more)).default(out);
