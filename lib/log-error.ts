type Described = {
  type: string;
  message?: string;
  code?: string;
  stack?: string[];
  cause?: Described;
  errors?: Described[];
};

/** Names of errors whose message is a sentence of ours. What others say may quote a message, a document or a row. */
const ours = new Set(["AppError", "ModelError", "TypeError", "RangeError", "ReferenceError", "TurnStopped"]);
const deepest = 4;
const mostFrames = 12;

/**
 * An error for a log that holds nobody's words: its kind, its code, where it came from, and the same of its causes.
 * A provider's, a database's or a parser's own message is left out.
 */
export function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error) && !isErrorLike(error)) return { type: typeof error };
  const { name, message, stack, cause } = error as Error;
  const code = codeOf(error);
  const errors = (error as { errors?: unknown }).errors;
  return {
    type: name,
    ...(code !== undefined && { code }),
    ...(ours.has(name) && { message }),
    ...(depth === 0 && typeof stack === "string" && { stack: framesOf(stack) }),
    ...(cause !== undefined && depth < deepest && { cause: describeError(cause, depth + 1) }),
    ...(Array.isArray(errors) &&
      depth < deepest && { errors: errors.map((one) => describeError(one, depth + 1)) }),
  };
}

/** An error of another copy of its class, or of another realm. */
function isErrorLike(value: unknown): boolean {
  return typeof value === "object" && value !== null && "name" in value && "message" in value;
}

function codeOf(error: unknown): string | undefined {
  for (const field of ["reason", "sqlState", "code"]) {
    const value = (error as Record<string, unknown>)[field];
    if (typeof value === "string" && value.length <= 60) return value;
  }
  return undefined;
}

/** Only the lines that name a place: the first ones are the message. */
function framesOf(stack: string): string[] {
  return stack
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^at \S/.test(line) && /:\d+:\d+\)?$|\(native\)|<anonymous>/.test(line))
    .slice(0, mostFrames);
}
