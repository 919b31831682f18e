/**
 * The one door to the database: runs one SQL function and returns its JSON. One operation is one
 * function, atomic, one round trip. Arguments go by the function's own parameter names (`p_…`);
 * arrays and objects become jsonb, dates ISO text, vectors their text form (`[0.1,0.2]`).
 */
export type SqlArgument = string | number | boolean | null | Date | readonly unknown[] | object;
export type Call = <Result>(functionName: string, args: Record<string, SqlArgument>) => Promise<Result>;

export type Database = {
  call: Call;
  close(): Promise<void>;
};

/** A function that the database refused to run, or that could not be reached. Its message is for the log. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  /** SQLSTATE where the database gave one; `connection` where it could not be reached. */
  readonly sqlState: string;

  constructor(functionName: string, sqlState: string, cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(`${functionName}: ${detail}`, { cause });
    this.sqlState = sqlState;
  }
}

const identifier = /^[a-z][a-z0-9_]{0,62}$/;

/** Function and parameter names are ours, never a client's; this keeps it so. */
export function assertIdentifier(name: string): void {
  if (!identifier.test(name)) throw new TypeError(`not a name of a SQL function or parameter: ${name}`);
}
