/**
 * Points in the middle of an act at which a test may kill the process, to prove that nothing is lost or doubled.
 * Only the one that OPENPHB_CRASH_POINT names does anything: it says so on stdout and never goes on. With `every` each
 * says that it was passed, which tells a test where there are any.
 */
export function openCrashPoints(
  chosen: string | undefined,
  say: (line: string) => void = line => process.stdout.write(line),
  waitForEver: () => Promise<never> = stayAlive,
) {
  return async function crashPoint(name: string): Promise<void> {
    if (name !== chosen && chosen !== 'every') return;
    say(`CRASH-POINT ${name}\n`);
    if (chosen !== 'every') await waitForEver();
  };
}

/** The timer keeps a command alive that has nothing else to wait for. */
function stayAlive(): Promise<never> {
  return new Promise(() => setInterval(() => {}, 60_000));
}
