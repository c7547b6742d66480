/** What the commands on payment runs share: the run that is named, its totals, and a no as the terminal says it. */
import { type DatabaseContext, Refused } from '../../platform/commands.ts';
import { RUN_STATUS_WORDS } from '../../rules/payment/payment.ts';
import { RAIL_WORDS } from '../../rules/payment/rails.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { isUuid } from '../../values/uuid.ts';
import { findRun, loadRun, type PaymentRun } from './store.ts';

/** The run that the operand names, by its reference or its id. */
export async function find({ tools, actor, operands }: DatabaseContext): Promise<PaymentRun> {
  const [name] = operands as [string];
  const run = await tools.db.transaction(actor, tx =>
    isUuid(name) ? loadRun(tx, actor.icbCode, name) : findRun(tx, actor.icbCode, name),
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
