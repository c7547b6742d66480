/** What follows an option, read: one of some words, words that are kept, a day, a sum. Anything else is wrong usage. */
import { type PlainDate, readIsoDate } from '../values/dates.ts';
import { pounds, readPounds } from '../values/pence.ts';
import { WrongUsage } from './commands.ts';

/** An option that is one of these words, or was left out. */
export function readOneOf<const Word extends string>(
  option: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined;
  const word = words.find(each => each === text);
  if (!word) throw new WrongUsage(`--${option} is "${text}"; it must be ${words.join(' or ')}.`);
  return word;
}

/** Words that are kept, such as who said so: some, and not more than a page takes. */
export function readWords(option: string, text: string): string {
  const words = text.trim();
  if (words === '' || words.length > 500) throw new WrongUsage(`--${option} must be 1 to 500 characters long.`);
  return words;
}

/** A day of the calendar. */
export function readDay(option: string, text: string): PlainDate {
  const day = readIsoDate(text);
  if (!day) throw new WrongUsage(`--${option} is "${text}"; write it like 2026-12-31.`);
  return day;
}

/** A sum above nought. */
export function readSum(option: string, text: string): bigint {
  const pence = readPounds(text);
  if (pence === undefined || pence <= 0n)
    throw new WrongUsage(`--${option} is "${text}"; write a sum in pounds like ${pounds(20_000n).slice(1)}.`);
  return pence;
}
