import pg from "pg";
import { toConnection } from "./postgres.ts";

/**
 * Clears out dead rows and refreshes the planner's figures. For the embedded database, which has no autovacuum of
 * its own: without it a search over fresh passages takes half a millisecond longer, and the files only grow.
 */
export async function vacuum(url: string): Promise<void> {
  const client = new pg.Client(toConnection(url));
  await client.connect();
  try {
    await client.query("vacuum (analyze)");
  } finally {
    await client.end();
  }
}

/** Postgres' own rule for its autovacuum, with a larger floor: small tables are read quickly however they are. */
const grownTables = `
  select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
   where n_dead_tup + n_ins_since_vacuum > 1000 + 0.2 * n_live_tup`;

/**
 * The same for those tables alone of which a fifth is new or dead since the last time. Returns their names. A search
 * over many passages that were just stored takes twice as long without it.
 */
export async function vacuumGrown(url: string): Promise<string[]> {
  const client = new pg.Client(toConnection(url));
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(grownTables);
    for (const { name } of rows) await client.query(`vacuum (analyze) ${name}`);
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
