/** What the commands on payment runs share: the run that is named, its totals, and a no as the terminal says it. */
import { type DatabaseContext, Refused, WrongUsage } from '../../platform/commands.ts';
import type { Decision } from '../../rules/decision.ts';
import { RUN_STATUS_WORDS } from '../../rules/payment/payment.ts';
import { RAIL_WORDS } from '../../rules/payment/rails.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { inLines } from '../refusals.ts';
import { findRun, loadRun, type PaymentRun } from './store.ts';

/** The run that the operand names, by its reference or its id. */
export async function find({ tools, actor, operands }: DatabaseContext): Promise<PaymentRun> {
  const [name] = operands as [string];
  const run = await tools.db.transaction(actor, tx =>
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)
      ? loadRun(tx, actor.icbCode, name)
      : findRun(tx, actor.icbCode, name),
  );
  if (!run) throw new Refused(`There is no payment run "${name}".`);
  return run;
}

/** A run in a few lines. */
export function printRun({ print }: DatabaseContext, run: PaymentRun): void {
  print(`${run.reference}: ${RUN_STATUS_WORDS[run.status]}`);
  print(`${run.paymentsCount} payments, ${pounds(run.totalPence)} in all, arriving on ${longDate(run.creditOn)}`);
  print(`By ${RAIL_WORDS[run.rail]}: the file goes in by ${longDate(run.inputOn)}`);
  if (run.heldCount > 0) print(`${run.heldCount} held back, ${pounds(run.heldPence)} in all`);
}

/** What was done; a refusal ends the command with its reasons. */
export function yesOrRefused<T>(decision: Decision<T>): T {
  if (decision.accepted) return decision.value;
  throw new Refused(inLines(decision.refusals));
}

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
