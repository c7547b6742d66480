/**
 * What was read by a mapping that was wrong is taken out again, file by file: whole or not at all.
 *
 * A file stays where something rests on one of its lines that only somebody's decision can put right: money that counts as the
 * person's own part, or a payment that was given up and found again by the line. It holds up no other file.
 */
import { type Decision, decide } from '../decision.ts';

export type UndoRefusal =
  | { readonly code: 'undo-before-withdrawn' }
  | { readonly code: 'undo-nothing-left' }
  | { readonly code: 'undo-line-is-contribution'; readonly files: readonly string[] }
  | { readonly code: 'undo-payment-was-found'; readonly files: readonly string[] };

/** A file that was read by the mapping and that stands. */
export type FileToUndo = {
  readonly importId: string;
  readonly fileName: string;
  /** How many of its lines count as the person's own part of the cost. */
  readonly contributions: number;
  /** How many of its lines found a payment that had been given up, or one that came twice. */
  readonly foundPayments: number;
};

export const UNDO_BARS = ['CONTRIBUTION', 'PAYMENT_FOUND'] as const;
export type UndoBar = (typeof UNDO_BARS)[number];

/** Why a file has to stay for now; nothing where it can be taken out. */
export function barsOf({ contributions, foundPayments }: FileToUndo): readonly UndoBar[] {
  return [
    ...(contributions > 0 ? (['CONTRIBUTION'] as const) : []),
    ...(foundPayments > 0 ? (['PAYMENT_FOUND'] as const) : []),
  ];
}

/** Which files are taken out now; refused where there is none, with everything that stands in the way. */
export function decideUndo<File extends FileToUndo>(facts: {
  readonly isWithdrawn: boolean;
  readonly files: readonly File[];
}): Decision<readonly File[]> {
  const { isWithdrawn, files } = facts;
  const free = files.filter(file => barsOf(file).length === 0);
  const barredBy = (bar: UndoBar) => files.filter(file => barsOf(file).includes(bar)).map(({ fileName }) => fileName);
  const [contributions, found] = [barredBy('CONTRIBUTION'), barredBy('PAYMENT_FOUND')];
  const isStuck = isWithdrawn && free.length === 0;
  return decide(
    [
      !isWithdrawn && { code: 'undo-before-withdrawn' },
      isWithdrawn && files.length === 0 && { code: 'undo-nothing-left' },
      isStuck && contributions.length > 0 && { code: 'undo-line-is-contribution', files: contributions },
      isStuck && found.length > 0 && { code: 'undo-payment-was-found', files: found },
    ],
    () => free,
  );
}
