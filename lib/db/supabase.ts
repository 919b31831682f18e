import "server-only";
import { createClient } from "@supabase/supabase-js";
import { assertIdentifier, type Call, type Database, DatabaseError } from "./call.ts";

/** Supabase, through supabase-js: each call is one `rpc`. `secretKey` is the project's secret (service role) key. */
export function connectSupabase({ url, secretKey }: { url: string; secretKey: string }): Database {
  const client = createClient(url, secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
  const call: Call = async (functionName, args) => {
    for (const name of [functionName, ...Object.keys(args)]) assertIdentifier(name);
    const { data, error } = await client.rpc(functionName, args);
    if (error) throw new DatabaseError(functionName, error.code || "connection", new Error(error.message));
    return data;
  };
  // Each call is an HTTP request of its own: nothing is held open between them.
  return { call, close: async () => undefined };
}
