/** What is measured: `npm run bench -- NAME [--json] [--size N] [--share PART]`. Each prints ours beside the bare limit of the same run. */
import { parseArgs } from 'node:util';

/** What a bench found: printed as lines, or as it is with `--json`. */
export type Measured = Readonly<Record<string, string | number | boolean>>;

type Bench = {
  readonly says: string;
  readonly run: (size: number | undefined, share: number | undefined) => Promise<Measured>;
};

const BENCHES: Readonly<Record<string, Bench>> = {
  quote: {
    says: '100,000 quotes of ten lines with their traces, beside a bare loop of the same arithmetic',
    run: async () => (await import('./quote.ts')).benchQuote(),
  },
  backtest: {
    says: 'a new rate card over 200,000 budgets of the database, beside streaming the same rows and the same sums from memory',
    run: async () => (await import('./backtest.ts')).benchBacktest(),
  },
  import: {
    says: 'a bank’s file of a million payments in 20,000 accounts, read, matched and staged, beside COPY and INSERT … SELECT of the same rows',
    run: async size => (await import('./import.ts')).benchImport(size),
  },
  payrun: {
    says: 'the payment run of 200,000 budgets, beside the rows that it leaves by raw SQL and one at a time',
    run: async size => (await import('./payrun.ts')).benchPayrun(size),
  },
  bacs: {
    says: 'a Bacs file of 200,000 payments, checked, written and flushed to disk, beside the same records put into one prepared buffer and written',
    run: async () => (await import('./bacs.ts')).benchBacs(),
  },
  variance: {
    says: 'month-end over 200,000 budgets from the stored month totals, beside the bare query',
    run: async size => (await import('./ledger/variance.ts')).benchVariance(size),
  },
  page: {
    says: 'the page “my money” through the whole server, beside a bare server that runs the same statements',
    run: async size => (await import('./ledger/page.ts')).benchPage(size),
  },
  growth: {
    says: 'a payment, a bank line and a look at one budget among 200,000 budgets (or the --share of them) and five years, beside 2,000 and one year',
    run: async (_, share) => (await import('./ledger/growth.ts')).benchGrowth(share),
  },
  posting: {
    says: 'one journal through the ledger’s store at 1, 8 and 32 clients, and 1,000 in a call, beside a bare SQL function',
    run: async size => (await import('./ledger/posting.ts')).benchPosting(size),
  },
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, size: { type: 'string' }, share: { type: 'string' } },
  allowPositionals: true,
});
const bench = BENCHES[positionals[0] ?? ''];
if (bench) {
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const measured = await bench.run(number(values.size), number(values.share));
  if (values.json) console.log(JSON.stringify(measured, null, 2));
  else for (const [name, value] of Object.entries(measured)) console.log(`${name}: ${value}`);
  process.exitCode = measured.reached === false ? 1 : 0;
} else {
  console.error('Usage: npm run bench -- NAME [--json] [--size N] [--share PART]\n');
  for (const [name, { says }] of Object.entries(BENCHES)) console.error(`  ${name}\n      ${says}`);
  process.exitCode = 2;
}
