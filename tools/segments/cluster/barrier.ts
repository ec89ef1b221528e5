/** Where threads that share passes over blocks meet and claim their blocks; lies in shared memory. */
const ARRIVED = 0;
const MEETING = 1;
const CLAIMED = 2;

/** Threads that are nearly done are waited for without sleeping: waking one takes longer than most passes. */
const SPINS = 2_000;

export function createBarrier(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
}

/** Returns when all threads have come; no block is claimed then. */
function meet(barrier: Int32Array, threads: number): void {
  const meeting = Atomics.load(barrier, MEETING);
  if (Atomics.add(barrier, ARRIVED, 1) === threads - 1) {
    Atomics.store(barrier, ARRIVED, 0);
    Atomics.store(barrier, CLAIMED, 0);
    Atomics.add(barrier, MEETING, 1);
    Atomics.notify(barrier, MEETING);
    return;
  }
  for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(barrier, MEETING) !== meeting) return;
  while (Atomics.load(barrier, MEETING) === meeting) Atomics.wait(barrier, MEETING, meeting);
}

/**
 * A pass over all blocks by all threads: each takes the next free block until there are none, so that a thread that
 * the machine holds up does less. All are there before the first block changes anything, and after the last.
 */
export function passTogether(barrier: Int32Array, threads: number, blocks: number) {
  return (work: (block: number) => void): void => {
    meet(barrier, threads);
    for (;;) {
      const block = Atomics.add(barrier, CLAIMED, 1);
      if (block >= blocks) break;
      work(block);
    }
    meet(barrier, threads);
  };
}
