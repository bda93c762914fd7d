// Prints name, version and licence text of every package that goes into the bundle.
import { readFileSync, readdirSync, existsSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const out = ["The bundle page.js and page.css are made by simulator/page/build.sh from these packages.\n"];
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === "" || entry.dev || entry.optional || path.includes("@types/") || !existsSync(path)) continue;
  const file = readdirSync(path).find((name) => /^licen[cs]e/i.test(name));
  const name = path.replace(/^.*node_modules\//, "");
  out.push(`== ${name} ${entry.version} (${entry.license ?? "see text"})\n`);
  out.push(file ? readFileSync(`${path}/${file}`, "utf8").trim() + "\n" : "The package carries no licence text beside its name.\n");
}
console.log(out.join("\n"));
