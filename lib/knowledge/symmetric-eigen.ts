/** Of a symmetric matrix: eigenvalues, largest first, and the vectors as columns in the same order (row-major, size × size). */
export type Eigen = { values: Float64Array; vectors: Float64Array };

const mostSweeps = 30;

/** By Jacobi's rotations, for matrices of some hundred rows at most: 172 rows take about 0.3 s. `matrix` is row-major. */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const work = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let at = 0; at < size; at += 1) vectors[at * size + at] = 1;
  for (let sweep = 0; sweep < mostSweeps && !isDiagonal(work, size); sweep += 1) {
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) rotate({ work, vectors, size, p, q });
    }
  }
  return sorted(work, vectors, size);
}

function isDiagonal(work: Float64Array, size: number): boolean {
  let on = 0;
  let off = 0;
  for (let row = 0; row < size; row += 1) {
    on += (work[row * size + row] as number) ** 2;
    for (let column = row + 1; column < size; column += 1) off += (work[row * size + column] as number) ** 2;
  }
  return off <= 1e-20 * on;
}

type Rotation = { work: Float64Array; vectors: Float64Array; size: number; p: number; q: number };

/** Makes the element at (p, q) zero. */
function rotate({ work, vectors, size, p, q }: Rotation): void {
  const off = work[p * size + q] as number;
  const pp = work[p * size + p] as number;
  const qq = work[q * size + q] as number;
  if (off * off <= 1e-24 * Math.abs(pp * qq)) return;
  const theta = (qq - pp) / (2 * off);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const turn = { cosine, sine: tangent * cosine };
  turnPairs(work, { one: p, other: q, step: size, times: size }, turn);
  turnPairs(work, { one: p * size, other: q * size, step: 1, times: size }, turn);
  turnPairs(vectors, { one: p, other: q, step: size, times: size }, turn);
}

type Pairs = { one: number; other: number; step: number; times: number };

/** Two columns, or two rows, turned into each other. */
function turnPairs(
  values: Float64Array,
  { one, other, step, times }: Pairs,
  { cosine, sine }: { cosine: number; sine: number },
): void {
  for (let time = 0, a = one, b = other; time < times; time += 1, a += step, b += step) {
    const x = values[a] as number;
    const y = values[b] as number;
    values[a] = cosine * x - sine * y;
    values[b] = sine * x + cosine * y;
  }
}

function sorted(work: Float64Array, vectors: Float64Array, size: number): Eigen {
  const valueAt = (at: number) => work[at * size + at] as number;
  const order = Array.from({ length: size }, (_, at) => at).sort((a, b) => valueAt(b) - valueAt(a));
  const ordered = new Float64Array(size * size);
  for (const [to, from] of order.entries()) {
    for (let row = 0; row < size; row += 1) ordered[row * size + to] = vectors[row * size + from] as number;
  }
  return { values: Float64Array.from(order, valueAt), vectors: ordered };
}
