/**
 * A Bacs file of 200,000 payments, each checked, put into its record and flushed to disk. Ours is made in pieces, so
 * that the disk works while the next is made.
 *
 * Beside it, in turn: the same records put one by one into one prepared buffer with no check at all, then written and
 * flushed, which is the best that was found without ours; and, for what the disk alone takes, bytes that lay ready.
 * All wait for the disk, so here the clock counts and not the processor.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bacsText } from '../src/formats/payment-files/bacs-text.ts';
import { type BacsFile, piecesOfBacs18, writeBacs18 } from '../src/formats/payment-files/bacs18.ts';
import type { Measured } from './main.ts';
import { median, spread } from './measure.ts';

const PAYMENTS = 200_000;
const ROUNDS = 9;
const MOST_TIMES = 1.5;

export async function benchBacs(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'openphb-bench-'));
  try {
    const file = fileOf(PAYMENTS);
    const prepared = bytesOf(file);
    const sides = {
      ours: (path: string) => inPieces(path, file),
      bare: (path: string) => atOnce(path, intoOneBuffer(file, prepared)),
      disk: (path: string) => atOnce(path, prepared),
    };
    const names = ['ours', 'bare', 'disk'] as const;
    const times = { ours: [] as number[], bare: [] as number[], disk: [] as number[] };
    for (let round = -2; round < ROUNDS; round++)
      for (const i of [0, 1, 2]) {
        const name = names[(i + round + 3) % 3]!;
        const path = join(folder, name);
        const began = performance.now();
        await sides[name](path);
        if (round >= 0) times[name].push(performance.now() - began);
        else if (name !== 'disk' && !readFileSync(path).equals(prepared)) throw new Error(`${name} wrote other bytes`);
        await rm(path);
      }
    const ratio = (of: readonly number[]) => median(times.ours.map((ms, round) => ms / of[round]!));
    return {
      payments: PAYMENTS,
      bytes: prepared.length,
      'ours, ms': spread(times.ours),
      'one prepared buffer, unchecked, ms': spread(times.bare),
      'bytes that lay ready, ms': spread(times.disk),
      'ours beside bytes that lay ready': Number(ratio(times.disk).toFixed(2)),
      ratio: Number(ratio(times.bare).toFixed(2)),
      reached: ratio(times.bare) <= MOST_TIMES,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bytesOf(file: BacsFile): Buffer {
  const writing = writeBacs18(file);
  if (!writing.ok) throw new Error(writing.problems[0]!.text);
  return Buffer.from(writing.bytes);
}

async function atOnce(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  await file.writeFile(bytes);
  await file.sync();
  await file.close();
}

/** One line a payment, as short as it can be said; the labels are those of the real file. */
function intoOneBuffer({ originator, payments }: BacsFile, whole: Buffer): Buffer {
  const buffer = Buffer.allocUnsafe(whole.length);
  const payer = `099${originator.sortCode}${originator.accountNumber}    `;
  const payerName = bacsText(originator.name).padEnd(18).slice(0, 18);
  let at = whole.copy(buffer, 0, 0, 4 * 81);
  for (const { sortCode, accountNumber, amountPence, reference, name } of payments) {
    const plain = PLAIN.test(name) ? name.toUpperCase() : bacsText(name);
    const amount = amountPence.toString().padStart(11, '0');
    const line = `${sortCode}${accountNumber}${payer}${amount}${payerName}${reference.padEnd(18)}${plain.padEnd(18).slice(0, 18)}\n`;
    at += buffer.write(line, at, 'latin1');
  }
  whole.copy(buffer, at, at);
  return buffer;
}

const PLAIN = /^[A-Za-z0-9 ]*$/;

/** Every few pieces the disk is told to begin; it does so while the next ones are made. */
async function inPieces(path: string, from: BacsFile): Promise<void> {
  const file = await open(path, 'wx');
  const writing = piecesOfBacs18(from);
  let before: Promise<unknown> = Promise.resolve();
  for (let i = 1; ; i++) {
    const { done, value } = writing.next();
    await before;
    if (done) {
      if (!value.ok) throw new Error(value.problems[0]!.text);
      break;
    }
    const { buffer, byteLength } = value;
    before = file
      .write(new Uint8Array(buffer), 0, byteLength)
      .then(() => (i % FLUSH_AFTER === 0 ? file.datasync() : undefined));
  }
  await file.sync();
  await file.close();
}

const FLUSH_AFTER = 8;

/** Payments that differ, as the database hands them over: every twentieth name has an accent. */
function fileOf(count: number): BacsFile {
  const days = { createdOn: '2026-11-27', processingOn: '2026-11-30' };
  return {
    serviceUserNumber: '123456',
    serial: '000001',
    createdOn: Temporal.PlainDate.from(days.createdOn),
    processingOn: Temporal.PlainDate.from(days.processingOn),
    originator: { sortCode: '107999', accountNumber: '88837491', name: 'NHS Example ICB' },
    contraNarrative: 'PHB RUN 2026-12',
    payments: Array.from({ length: count }, (_, i) => ({
      sortCode: asRead(String(100_000 + ((i * 7919) % 899_999))),
      accountNumber: asRead(String(10_000_000 + ((i * 104_729) % 89_999_999))),
      amountPence: BigInt(1 + ((i * 48_611) % 490_000)),
      reference: asRead(`PHB${String(i).padStart(6, '0')} DEC26`),
      name: asRead(`${i % 20 === 0 ? 'Zoë' : 'Sam'} Example ${i % 997}`),
    })),
  };
}

/** A text in one piece, as the database driver reads it: one that was put together is a chain of its parts. */
function asRead(text: string): string {
  return Buffer.from(text).toString();
}
