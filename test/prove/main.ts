/** The long proofs: `npm run prove -- NAME [options]`. Each takes minutes, and a short form of it runs with the tests. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/** A whole number, a part of the whole above 0 and up to 1, a list of words, or yes and no; with what counts where nobody says. */
type Option =
  | { readonly kind: 'number' | 'part'; readonly unless: number }
  | { readonly kind: 'words'; readonly unless: readonly string[] }
  | { readonly kind: 'flag'; readonly unless: false };

type Options = Readonly<Record<string, Option>>;
type Given<O extends Options> = { readonly [K in keyof O]: O[K]['unless'] extends false ? boolean : O[K]['unless'] };

type Proof<O extends Options> = {
  readonly says: string;
  readonly options: O;
  /** Throws with what was found, or sets the exit code, when the proof fails. */
  readonly run: (options: Given<O>) => Promise<void>;
};

const PROOFS = {
  files: proof({
    says: 'so many damaged statement files: none throws, hangs or takes much memory, none is accepted as balanced that is not, and a second reader finds the same money in those accepted',
    options: { files: number(200_000), seed: number(Math.floor(Math.random() * 1_000_000)) },
    async run(options) {
      const { proveFiles } = await import('./files.ts');
      await proveFiles(options);
    },
  }),
  kills: proof({
    says: 'kill -9 of the service and of PostgreSQL in all that moves money: so many at each crash point of the code, either in turn, and so many at random; in so many services side by side',
    options: { each: number(3), random: number(14), services: number(2) },
    async run({ services, ...chosen }) {
      const { everyKill, proveKills } = await import('./kills.ts');
      await proveKills(everyKill(chosen), { services, say: console.log });
    },
  }),
  money: proof({
    says: 'every figure of "my money" worked out a second time without the ledger, over so many random lives',
    options: { lives: number(1000) },
    async run({ lives }) {
      const environment = { ...process.env, OPENPHB_LIVES: String(lives) };
      const { status } = spawnSync('node', ['test/run.ts', 'my-money'], { stdio: 'inherit', env: environment });
      if (status !== 0) throw new Error('The figures do not agree; see above.');
    },
  }),
  mutants: proof({
    says: 'the tests of the rules notice every small mistake in src/rules: in all its files or in some, a share of them that the seed chooses',
    options: {
      file: { kind: 'words', unless: [] },
      share: { kind: 'part', unless: 1 },
      seed: number(Math.floor(Math.random() * 1_000_000)),
      jobs: number(0),
      json: { kind: 'flag', unless: false },
    },
    async run({ file: files, json, ...options }) {
      const { proveMutants } = await import('./mutants.ts');
      await proveMutants({ ...options, files }, json);
    },
  }),
};

const [name = '', ...args] = process.argv.slice(2);
const asked: Proof<Options> | undefined = Object.entries(PROOFS).find(([known]) => known === name)?.[1];
const options = asked && readOptions(asked.options, args);
if (options) await asked.run(options);
else {
  console.error('Usage: npm run prove -- NAME [options]\n');
  for (const [known, { says, options }] of Object.entries(PROOFS)) {
    const defaults = Object.entries(options as Options).map(([option, { kind, unless }]) =>
      kind === 'flag' ? `--${option}` : `--${option} ${kind === 'words' ? 'WORD' : unless}`,
    );
    console.error(`  ${known} ${defaults.join(' ')}\n      ${says}`);
  }
  process.exitCode = 2;
}

function number(unless: number): Extract<Option, { unless: number }> {
  return { kind: 'number', unless };
}

/** Ties the options of a proof to what it is run with; the list above holds them all as one kind. */
function proof<O extends Options>(given: Proof<O>): Proof<Options> {
  return given as unknown as Proof<Options>;
}

/** The options as they were given, or undefined when one is not known or is not of its kind. */
function readOptions(known: Options, args: readonly string[]): Given<Options> | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(
        Object.entries(known).map(([option, { kind }]) => [
          option,
          { type: kind === 'flag' ? 'boolean' : 'string', multiple: kind === 'words' },
        ]),
      ),
    });
    return Object.fromEntries(
      Object.entries(known).map(([option, { kind, unless }]) => {
        const value = values[option];
        if (value === undefined) return [option, unless];
        if (kind === 'flag' || kind === 'words') return [option, value];
        const read = Number(value);
        if (kind === 'number' ? !Number.isSafeInteger(read) || read < 0 : !(read > 0 && read <= 1))
          throw new Error(`--${option} is "${value}".`);
        return [option, read];
      }),
    ) as Given<Options>;
  } catch (error) {
    console.error((error as Error).message);
    return undefined;
  }
}
