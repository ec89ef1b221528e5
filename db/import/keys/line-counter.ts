/** Says how many lines like this one the file has had before it. */
export interface LineCounter {
  /** @param low, high the first 64 bits of the line's hash */
  next(low: number, high: number): number;
}
