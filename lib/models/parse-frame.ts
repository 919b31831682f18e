import { ModelError } from "./model-error.ts";

/** One frame of a provider's stream as an object whose fields are still to be looked at. Throws ModelError `malformed`. */
export function parseFrame<Frame extends object>(text: string): Partial<Frame> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ModelError("malformed", "a frame of the stream is not JSON", { cause: error });
  }
  if (typeof value !== "object" || value === null) {
    throw new ModelError("malformed", "a frame of the stream is not an object");
  }
  return value;
}
