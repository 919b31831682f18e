import "server-only";
import type { Settings } from "../env.ts";
import type { Database } from "./call.ts";
import { connectPostgres } from "./postgres.ts";
import { connectSupabase } from "./supabase.ts";

/** Connects to whichever database the settings name. `databaseUrl` is a connection string unless it is Supabase. */
export function openDatabase({
  settings,
  databaseUrl,
}: {
  settings: Settings;
  databaseUrl: string | undefined;
}): Database {
  if (databaseUrl) {
    // The embedded database runs one query at a time; more connections would only wait there.
    return connectPostgres({
      url: databaseUrl,
      maxConnections: settings.databaseKind === "embedded" ? 4 : 20,
    });
  }
  return connectSupabase({
    url: String(settings.SUPABASE_URL),
    secretKey: String(settings.SUPABASE_SECRET_KEY),
  });
}
