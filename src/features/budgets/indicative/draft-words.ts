/** What stands in a draft, in words: one line for each entry. It decides nothing. */

import { PER_WORDS } from '../../../rules/plan/plan-words.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { showQuantity } from '../../../values/quantity.ts';
import type { DraftInputs, EntryKind, NeedBand } from './draft-inputs.ts';

export const NEED_BAND_WORDS: Readonly<Record<NeedBand, string>> = {
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  VERY_HIGH: 'Very high',
};

export const OPTION_WORDS: Readonly<Record<DraftInputs['prescriptions'][number]['option'], string>> = {
  NOTIONAL: 'The NHS provides the chair',
  NOTIONAL_TOPUP: 'The NHS provides another chair, and the person pays the difference',
  THIRD_PARTY: 'The person buys a chair of their own',
};

/** The heading of each kind, and what one of them is called. */
export const KIND_WORDS: Readonly<Record<EntryKind, { readonly all: string; readonly one: string }>> = {
  services: { all: 'Services that the person has now', one: 'a service' },
  points: { all: 'Points', one: 'points for a need' },
  sums: { all: 'Flat rates', one: 'a flat rate' },
  prescriptions: { all: 'Prescribed equipment', one: 'prescribed equipment' },
  assistants: { all: 'Personal assistants to employ', one: 'a personal assistant' },
};

export type EntryWords = {
  readonly id: string;
  readonly needId: string;
  readonly label: string;
  readonly words: string;
};

/** Every entry of a kind, in the order written. */
export function entriesInWords(inputs: DraftInputs, kind: EntryKind): readonly EntryWords[] {
  switch (kind) {
    case 'services':
      return inputs.services.map(({ id, needId, label, pence, per, staysCommissioned }) => ({
        id,
        needId,
        label,
        words: `${pounds(pence)} ${PER_WORDS[per]}${staysCommissioned ? ', stays with the NHS, outside the budget' : ''}`,
      }));
    case 'points':
      return inputs.points.map(({ id, needId, label, points }) => ({
        id,
        needId,
        label,
        words: points === 1 ? '1 point' : `${points} points`,
      }));
    case 'sums':
      return inputs.sums.map(({ id, needId, label, pence, per }) => ({
        id,
        needId,
        label,
        words: `${pounds(pence)} ${PER_WORDS[per]}`,
      }));
    case 'prescriptions':
      return inputs.prescriptions.map(prescription => ({
        ...prescription,
        words: [
          `${pounds(prescription.nhsCostPence)} would be the cost to the NHS`,
          OPTION_WORDS[prescription.option],
          prescription.option === 'THIRD_PARTY' && `${pounds(prescription.maintenancePence)} for repairs`,
          prescription.option !== 'NOTIONAL' && `the chosen chair costs ${pounds(prescription.chosenPence)}`,
        ]
          .filter(words => words !== false)
          .join('; '),
      }));
    case 'assistants':
      return inputs.assistants.map(assistant => ({ ...assistant, words: assistantInWords(assistant) }));
  }
}

function assistantInWords(assistant: DraftInputs['assistants'][number]): string {
  const { hoursPerWeek, pence, raise, bornOn, apprentice, employedSince, setAsidePence } = assistant;
  return [
    `${showQuantity(hoursPerWeek)} hours a week at ${pounds(pence)} an hour`,
    raise && `${pounds(raise.pence)} from ${longDate(raise.from)}`,
    bornOn && `born on ${longDate(bornOn)}`,
    apprentice && 'an apprentice',
    employedSince ? `employed since ${longDate(employedSince)}` : 'new',
    setAsidePence > 0n && `${pounds(setAsidePence)} set aside for redundancy`,
  ]
    .filter(words => typeof words === 'string')
    .join('; ');
}
