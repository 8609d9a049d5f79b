/** A map of vectors. */
export type Operator = (x: readonly number[]) => readonly number[];

/** $I - A$ of an affine map $x \mapsto Ax + b$, read off its values at 0 and at the unit vectors; row by row. */
export const systemMatrix = (map: Operator, size: number): number[][] => {
  const unit = (j: number): number[] => Array.from({ length: size }, (_, i) => (i === j ? 1 : 0));
  const b = map(unit(-1));
  const columns = Array.from({ length: size }, (_, j) => map(unit(j)));
  return b.map((_, i) => columns.map((column, j) => (i === j ? 1 : 0) - (column[i] - b[i])));
};

/**
 * $Mx = y$ by elimination without pivoting, which is stable for $I - \gamma P$ and its transpose: every row's, or column's, diagonal outweighs the rest.
 */
export const solve = (matrix: readonly (readonly number[])[], y: readonly number[]): readonly number[] => {
  const n = y.length;
  const M = matrix.map(row => [...row]);
  const x = [...y];
  for (let k = 0; k < n; k++) {
    for (let i = k + 1; i < n; i++) {
      const factor = M[i][k] / M[k][k];
      if (factor === 0) continue;
      for (let j = k; j < n; j++) M[i][j] -= factor * M[k][j];
      x[i] -= factor * x[k];
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) x[k] -= M[k][j] * x[j];
    x[k] /= M[k][k];
  }
  return x;
};
