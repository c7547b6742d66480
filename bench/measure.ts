/**
 * Times of work that is done several times in turn, so that a busy minute of the machine falls on both sides. What is
 * measured is the processor's time, of all threads: it does not count the time in which others had the machine.
 */

/** Runs each side once to warm up, then `rounds` times in turn; answers the milliseconds of processor time of each round by side. */
export async function inTurn<Side extends string>(
  sides: Readonly<Record<Side, () => unknown>>,
  rounds: number,
): Promise<Record<Side, readonly number[]>> {
  const names = Object.keys(sides) as Side[];
  const times = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Side, number[]>;
  for (let round = -1; round < rounds; round++)
    for (const name of names) {
      const start = process.cpuUsage();
      await sides[name]();
      const { user, system } = process.cpuUsage(start);
      if (round >= 0) times[name].push((user + system) / 1000);
    }
  return times;
}

export function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

/** The median with the least and the most, in whole milliseconds: `412 (398 to 455)`. */
export function spread(times: readonly number[]): string {
  return `${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`;
}
