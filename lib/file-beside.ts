import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The path of a file that lies beside a module and is read as it is, from disk: data, or what a worker runs. Found
 * from the module's own `import.meta.url`, which the bundled application keeps, so it does not matter in which folder
 * the server was started.
 *
 * @param moduleUrl the asking module's `import.meta.url`
 * @param name the file as seen from that module's folder
 */
export function fileBeside(moduleUrl: string, name: string): string {
  // The bundler is told to leave the file where it is: it would take a whole folder in.
  return join(/* turbopackIgnore: true */ dirname(fileURLToPath(moduleUrl)), name);
}
