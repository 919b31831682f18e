import { ModelError } from "./model-error.ts";

/** The vector at length 1, as search expects it. Throws ModelError `malformed` when it has another size or no direction. */
export function unitVector(vector: number[], dimensions: number): number[] {
  if (vector.length !== dimensions) {
    throw new ModelError(
      "malformed",
      `an embedding has ${vector.length} dimensions instead of ${dimensions}`,
    );
  }
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length) || length === 0)
    throw new ModelError("malformed", "an embedding has no direction");
  return vector.map((value) => value / length);
}
