const FIRST = [1_000, 3_000, 5_000];
const LONGEST = 30_000;

/** How long to wait after so many failures in a row: 1, 3 and 5 s, then any time up to 30 s, so that a crowd spreads. */
export function delayAfter(failures: number, random: () => number = Math.random): number {
  return FIRST[failures - 1] ?? 1_000 + random() * (LONGEST - 1_000);
}
