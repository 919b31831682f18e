import "server-only";
import type { Settings } from "../env.ts";
import type { Database } from "./call.ts";
import { connectPostgres } from "./postgres.ts";
import { connectSupabase } from "./supabase.ts";

/** The longest a database of one's own may be silent. The slowest call, a document of a million characters, takes some 10 s. */
const patienceMs = 60_000;

/** Connects to whichever database the settings name. `databaseUrl` is a connection string unless it is Supabase. */
export function openDatabase({
  settings,
  databaseUrl,
}: {
  settings: Settings;
  databaseUrl: string | undefined;
}): Database {
  if (databaseUrl) {
    // The embedded database runs one query at a time; more connections would only wait there, and it is never silent.
    if (settings.databaseKind === "embedded") return connectPostgres({ url: databaseUrl, maxConnections: 4 });
    return connectPostgres({ url: databaseUrl, maxConnections: 20, patienceMs });
  }
  return connectSupabase({
    url: String(settings.SUPABASE_URL),
    secretKey: String(settings.SUPABASE_SECRET_KEY),
  });
}
