/** The long proofs: `npm run prove -- NAME [options]`. Each takes minutes, and a short form of it runs with the tests. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

type Proof = {
  readonly says: string;
  /** Its options, each a number, with what counts where nobody says. */
  readonly options: Readonly<Record<string, number>>;
  /** Throws with what was found when the proof fails. */
  readonly run: (options: Readonly<Record<string, number>>) => Promise<void>;
};

const PROOFS: Readonly<Record<string, Proof>> = {
  kills: {
    says: 'kill -9 of the service and of PostgreSQL in payment runs: so many of either at each named point, so many at random',
    options: { each: 20, random: 20 },
    async run({ each, random }) {
      const { everyKill, proveKills } = await import('./kills.ts');
      await proveKills(everyKill({ each: each!, random: random! }));
    },
  },
  money: {
    says: 'every figure of "my money" worked out a second time without the ledger, over so many random lives',
    options: { lives: 1000 },
    async run({ lives }) {
      const environment = { ...process.env, OPENPHB_LIVES: String(lives) };
      const { status } = spawnSync('node', ['test/run.ts', 'my-money'], { stdio: 'inherit', env: environment });
      if (status !== 0) throw new Error('The figures do not agree; see above.');
    },
  },
};

const [name = '', ...args] = process.argv.slice(2);
const proof = PROOFS[name];
const options = proof && readOptions(proof.options, args);
if (options) await proof.run(options);
else {
  console.error('Usage: npm run prove -- NAME [options]\n');
  for (const [known, { says, options }] of Object.entries(PROOFS)) {
    const defaults = Object.entries(options).map(([option, value]) => `--${option} ${value}`);
    console.error(`  ${known} ${defaults.join(' ')}\n      ${says}`);
  }
  process.exitCode = 2;
}

/** The options as numbers, or undefined when one is not known or no whole number. */
function readOptions(defaults: Proof['options'], args: readonly string[]): Proof['options'] | undefined {
  try {
    const known = Object.fromEntries(Object.keys(defaults).map(option => [option, { type: 'string' as const }]));
    const { values } = parseArgs({ args: [...args], options: known });
    const given = Object.entries(values).map(([option, value]) => [option, Number(value)] as const);
    return given.every(([, value]) => Number.isSafeInteger(value) && value >= 0)
      ? { ...defaults, ...Object.fromEntries(given) }
      : undefined;
  } catch (error) {
    console.error((error as Error).message);
    return undefined;
  }
}
