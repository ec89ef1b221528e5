/** Says how many lines like this one the file has had before it. */
export interface LineCounter {
  /** @param low, high the first 64 bits of the line's hash, 32 signed ones each, @param day of the line: lines alike are of one day */
  next(low: number, high: number, day: number): number;
}
