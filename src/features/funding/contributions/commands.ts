/** `openphb contribution`: what others than us pay into the account for a council's part, at the terminal (R-097, R-098). */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readDay, readOneOf, readSum, readWords } from '../../../platform/command-words.ts';
import { type Command, type DatabaseContext, DONE, Refused } from '../../../platform/commands.ts';
import { PAID_BY } from '../../../rules/funding/contribution.ts';
import { FUNDER_STREAMS, streamWords } from '../../../rules/funding/streams.ts';
import { longDate, longMonth } from '../../../values/dates.ts';
import { pounds, total } from '../../../values/pence.ts';
import { recordEvent } from '../../audit/store.ts';
import { yesOrRefused } from '../../refusals.ts';
import { findBudgetOfReference } from '../../spending/store.ts';
import { ArrearsAnswer, arrearsAsJson, loadLate } from './arrears-pages.ts';
import { ContributionsAnswer, contributionsAsJson, loadKnown } from './known.ts';
import { recordContribution } from './record-contribution.ts';

/** The budget that the operand names by its reference; nobody finds another person's. */
async function findBudgetId({ tools, actor, operands }: DatabaseContext): Promise<string> {
  const [reference] = operands as [string];
  const found = await tools.db.transaction(actor, tx =>
    findBudgetOfReference(tx, actor.icbCode, reference.toUpperCase()),
  );
  if (!found || (actor.personId !== undefined && actor.personId !== found.personId))
    throw new Refused(`There is no budget "${reference}" with a payment account that you may see.`);
  return found.budgetId;
}

const listCommand: Command = {
  name: 'contribution list',
  summary: 'What the person, or a council itself, pays into an account: asked for, come, and late',
  operands: ['BUDGET'],
  shapes: { answer: ContributionsAnswer },
  needs: 'database',
  may: 'see-money',
  async run(context) {
    const { tools, actor, operands, print, printJson } = context;
    const budgetId = await findBudgetId(context);
    const known = await tools.db.transaction(actor, async tx => {
      await recordEvent(tx, actor, { act: 'contributions.read', outcome: 'read', budgetId });
      return loadKnown(tx, tools, budgetId);
    });
    if (!known) throw new Refused(`Nobody is asked to pay in a part for ${operands[0]}.`);
    for (const { payer, stream, paidBy, standing } of known.payers) {
      print(`${payer}, ${streamWords(stream)}: paid by ${paidBy === 'person' ? 'the person' : 'the council itself'}`);
      for (const { month, pence, paidPence, leftPence, daysLate } of standing.months)
        print(
          `  ${longMonth(month)}: ${pounds(pence)} asked, ${pounds(paidPence)} come, ${pounds(leftPence)} left${daysLate > 0 ? `, ${daysLate} days late` : ''}`,
        );
    }
    for (const { contributionId, pence, paidOn, reference } of known.paid)
      print(`${longDate(paidOn)}: ${pounds(pence)}, ${reference} (${contributionId})`);
    printJson(contributionsAsJson(known));
    return DONE;
  },
};

const recordCommand: Command = {
  name: 'contribution record',
  summary: 'Write down that a part was paid in, before a statement shows it',
  details: 'Its bank line is found by itself when the statement comes, and counts once.',
  operands: ['BUDGET'],
  options: {
    stream: { says: 'whose part it is, such as LA_ADULT', value: 'STREAM', required: true },
    by: { says: 'who paid it: person, or payer where the council pays itself (person when left out)', value: 'WHO' },
    pounds: { says: 'how much', value: 'SUM', required: true },
    on: { says: 'the day on which it was paid', value: 'DATE', required: true },
    reference: { says: 'what shows it, such as a letter and its day', value: 'TEXT', required: true },
  },
  shapes: { answer: z.object({ contributionId: z.uuid(), leftPence: z.string() }) },
  needs: 'database',
  may: 'record-contribution',
  async run(context) {
    const { tools, actor, options, print, printJson } = context;
    const paid = {
      stream: readOneOf('stream', options.stream, FUNDER_STREAMS)!,
      paidBy: readOneOf('by', options.by, PAID_BY) ?? 'person',
      pence: readSum('pounds', options.pounds!),
      paidOn: readDay('on', options.on!),
      reference: readWords('reference', options.reference!),
    };
    const budgetId = await findBudgetId(context);
    const done = yesOrRefused(await recordContribution(tools, actor, { id: randomUUID() }, budgetId, paid));
    print(`Written down. ${pounds(BigInt(done.leftPence))} of what was agreed is left to pay`);
    printJson(done);
    return DONE;
  },
};

const arrearsCommand: Command = {
  name: 'contribution arrears',
  summary: 'Whose part is late, for how long, and who talks about it by when',
  shapes: { answer: ArrearsAnswer },
  needs: 'database',
  may: 'see-contribution-arrears',
  async run({ tools, actor, print, printJson }) {
    const late = await tools.db.transaction(actor, async tx => {
      await recordEvent(tx, actor, { act: 'contribution-arrears.read', outcome: 'read' });
      return loadLate({ tx, tools, actor });
    });
    for (const { reference, payer, paidBy, arrears, careCoordinatorName } of late)
      print(
        `${reference}: ${pounds(arrears.pence)} of ${payer}’s part${paidBy === 'payer' ? ', which it pays itself' : ''}, ${arrears.daysLate} days late. ${careCoordinatorName}${arrears.talkBy ? ` talks about it by ${longDate(arrears.talkBy)}` : ' has talked about it'}`,
      );
    print(late.length === 0 ? 'Nothing is late' : `${pounds(total(late.map(({ arrears }) => arrears.pence)))} in all`);
    printJson(arrearsAsJson(late));
    return DONE;
  },
};

export const commands: readonly Command[] = [listCommand, recordCommand, arrearsCommand];
