import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { symmetricEigen } from "../../../lib/knowledge/symmetric-eigen.ts";

test("vectors times values give the matrix back, the largest value first", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 36, maxLength: 36 }),
      (size, drawn) => {
        const at = (i: number, j: number) => drawn[Math.min(i, j) * 6 + Math.max(i, j)] ?? 0;
        const matrix = Float64Array.from({ length: size * size }, (_, index) =>
          at(Math.floor(index / size), index % size),
        );
        const { values, vectors } = symmetricEigen(matrix, size);
        expect([...values]).toEqual([...values].sort((a, b) => b - a));
        for (let i = 0; i < size; i += 1) {
          for (let j = 0; j < size; j += 1) {
            let sum = 0;
            for (let k = 0; k < size; k += 1)
              sum += (vectors[i * size + k] ?? 0) * (values[k] ?? 0) * (vectors[j * size + k] ?? 0);
            expect(sum).toBeCloseTo(matrix[i * size + j] ?? 0, 6);
          }
        }
      },
    ),
    { seed: 20261121, numRuns: 100 },
  );
});
