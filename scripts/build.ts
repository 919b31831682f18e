/** `npm run build`: the production build, unless there is one of exactly these sources. */
import { join } from "node:path";
import { buildIfStale } from "../lib/server/build.ts";

const result = await buildIfStale(join(import.meta.dirname, ".."));
if (result === "fresh") process.stdout.write("The build is up to date.\n");
