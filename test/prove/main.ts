/** The long proofs: `npm run prove -- NAME [options]`. Each takes minutes, and a short form of it runs with the tests. */
import { parseArgs } from 'node:util';

type Proof = {
  readonly says: string;
  /** Throws with what was found when the proof fails. `count` is how many rounds of each kind; undefined: all. */
  readonly run: (count: number | undefined) => Promise<void>;
};

const PROOFS: Readonly<Record<string, Proof>> = {
  kills: {
    says: 'kill -9 of the service and of PostgreSQL in the middle of payment runs (--count N of each kind, 20 unless told)',
    run: async count => (await import('./kills.ts')).proveKills(count),
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' } },
});
const [name = ''] = positionals;
const proof = PROOFS[name];
const count = values.count === undefined ? undefined : Number(values.count);
if (!proof || positionals.length > 1 || (count !== undefined && !(Number.isSafeInteger(count) && count > 0))) {
  console.error(`Usage: npm run prove -- NAME [--count N]\n`);
  for (const [known, { says }] of Object.entries(PROOFS)) console.error(`  ${known.padEnd(12)}${says}`);
  process.exitCode = 2;
} else {
  await proof.run(count);
}
