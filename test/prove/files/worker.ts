/** The child of the proof of files: reads each, holds what must be true, and says at the end what it took. */
import { writeFileSync } from 'node:fs';
import { readStatement, type StatementReading } from '../../../src/formats/statements/statement.ts';
import { type MappedSample, readMapped } from './mapped.ts';
import { mutations } from './mutations.ts';
import { readMappedNaively, readNaively } from './naive.ts';

export type FilesReport = {
  readonly files: number;
  readonly accepted: number;
  readonly proven: number;
  readonly refused: number;
  readonly slowestMilliseconds: number;
  readonly slowest: string;
  readonly mostMegabytes: number;
  readonly faults: readonly string[];
};

/** Two seconds of processor time: a busy machine is no fault of ours. */
const MOST_MILLISECONDS = 2_000;
const MOST_FAULTS = 20;
/** A bomb is for time and memory, and those of the second reader do not count. */
const MOST_BYTES_TWICE = 200_000;

/** A folder for the files that were found, for whoever looks into them. */
const keep = process.env.OPENPHB_KEEP_FILES;
const [count, seed] = process.argv.slice(2).map(Number) as [number, number];
const counts = { files: 0, accepted: 0, proven: 0, refused: 0 };
const faults: string[] = [];
let [slowestMilliseconds, slowest] = [0, ''];

for (const { what, bytes, mapped } of mutations(count, seed)) {
  // the parent ends us when this stops coming
  if (counts.files % 500 === 0 || what.startsWith('bomb')) process.send?.({ at: what });
  if (what.startsWith('bomb')) globalThis.gc?.(); // each is measured by itself
  counts.files += 1;
  const { fault, milliseconds } = faultOf(bytes, mapped);
  if (milliseconds > slowestMilliseconds) [slowestMilliseconds, slowest] = [milliseconds, what];
  if (milliseconds > MOST_MILLISECONDS) faults.push(`${what}: ${milliseconds} ms`);
  if (fault) faults.push(`${what}: ${fault}`);
  if (fault && keep) writeFileSync(`${keep}/${faults.length}`, bytes);
  if (faults.length >= MOST_FAULTS) break;
}

const mostMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
const report: FilesReport = { ...counts, slowestMilliseconds, slowest, mostMegabytes, faults };
process.send?.({ report });

/** What is wrong with the answer to a file, if anything, and the processor time that it took. */
function faultOf(
  bytes: Uint8Array,
  mapped: MappedSample | undefined,
): { readonly fault: string | undefined; readonly milliseconds: number } {
  const before = process.cpuUsage();
  let reading: StatementReading;
  try {
    reading = mapped ? readMapped(bytes, mapped) : readStatement(bytes);
  } catch (error) {
    return { fault: `threw ${(error as Error).stack ?? error}`, milliseconds: 0 };
  }
  const { user, system } = process.cpuUsage(before);
  return { fault: wrongIn(reading, bytes, mapped), milliseconds: Math.round((user + system) / 1000) };
}

function wrongIn(reading: StatementReading, bytes: Uint8Array, mapped: MappedSample | undefined): string | undefined {
  if (!reading.ok) {
    counts.refused += 1;
    const { problems } = reading;
    if (problems.length < 1 || problems.length > 101) return `${problems.length} problems`;
    const vague = problems.find(({ text }) => text.length <= 10 || text.length >= 2_000);
    return vague && `a problem of ${vague.text.length} characters`;
  }
  const { statement } = reading;
  counts.accepted += 1;
  if (statement.balanced === true) counts.proven += 1;
  if (bytes.length > MOST_BYTES_TWICE) return undefined;
  const isMapped = mapped && statement.layout === 'mapped';
  const naive = isMapped ? readMappedNaively(bytes, mapped) : readNaively(bytes, statement.format, statement.layout);
  const ours = statement.lines.map(line => Number(line.amountPence));
  if (statement.balanced === true) {
    const sum = ours.reduce((all, amount) => all + amount, Number(statement.openingPence));
    if (sum !== Number(statement.closingPence)) return 'accepted as balanced, and does not balance';
    if (naive.fits !== true) return 'accepted as balanced; the second reader finds that it is not';
  } else if (naive.fits === false) return 'accepted, though its balances do not fit';
  const [mine, theirs] = [ours, naive.amounts].map(amounts => amounts.toSorted((a, b) => a - b).join(' '));
  return mine === theirs ? undefined : `amounts differ: ${difference(ours, naive.amounts)}`;
}

function difference(ours: readonly number[], theirs: readonly number[]): string {
  const left = [...theirs];
  const only = ours.filter(amount => {
    const at = left.indexOf(amount);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return `only ours ${only.slice(0, 5).join(' ') || 'none'}, only theirs ${left.slice(0, 5).join(' ') || 'none'}`;
}
