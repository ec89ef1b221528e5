import { IANAZone } from 'luxon';

const QUARTER_HOUR = 900;

/** Where a team's clocks stand against UTC, remembered by the quarter of an hour. */
export class Zone {
  readonly #name: string;
  #zone: IANAZone | null = null;
  readonly #byLocal = new Map<number, number>();
  readonly #byInstant = new Map<number, number>();

  /** @param name an IANA zone, such as `Europe/Berlin` */
  constructor(name: string) {
    this.#name = name;
  }

  /** Seconds since 1970 UTC of a reading of the local clock (seconds, as if it were UTC). */
  instantOf(localSeconds: number): number {
    return (
      localSeconds -
      remember(this.#byLocal, localSeconds, (local) => {
        // The offset at the instant itself, found from the offset close by.
        const close = this.#offsetAt(local - this.#offsetAt(local));
        return this.#offsetAt(local - close);
      })
    );
  }

  /** The reading of the local clock (seconds, as if it were UTC) at an instant. */
  localOf(instantSeconds: number): number {
    return instantSeconds + remember(this.#byInstant, instantSeconds, (at) => this.#offsetAt(at));
  }

  #offsetAt(instantSeconds: number): number {
    // Not before it is asked for: the first takes 20 ms, and most files have no times.
    this.#zone ??= IANAZone.create(this.#name);
    return this.#zone.offset(instantSeconds * 1000) * 60;
  }
}

function remember(known: Map<number, number>, seconds: number, find: (at: number) => number): number {
  const quarter = Math.floor(seconds / QUARTER_HOUR);
  const found = known.get(quarter);
  if (found !== undefined) return found;
  if (known.size > 100_000) known.clear();
  const offset = find(quarter * QUARTER_HOUR);
  known.set(quarter, offset);
  return offset;
}
