/** A typed array that grows: amortised constant time a cell, cells never written are 0. */
export class Column<T extends Int32Array | Float64Array> {
  readonly #create: (length: number) => T;
  #cells: T;

  constructor(create: (length: number) => T) {
    this.#create = create;
    this.#cells = create(16);
  }

  put(index: number, value: number): void {
    if (index >= this.#cells.length) this.#reserve(2 * index);
    this.#cells[index] = value;
  }

  /** The first `length` cells, shared with the column, not copied. */
  first(length: number): T {
    if (length > this.#cells.length) this.#reserve(length);
    return this.#cells.subarray(0, length) as T;
  }

  #reserve(length: number): void {
    const larger = this.#create(length);
    larger.set(this.#cells);
    this.#cells = larger;
  }
}
