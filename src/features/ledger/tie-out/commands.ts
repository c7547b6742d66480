/** `openphb tie-out`: ledger = bank = plan, now. */
import { randomUUID } from 'node:crypto';
import { type Command, DONE, REFUSED, Refused } from '../../../platform/commands.ts';
import { TIE_OUT_CAUSES, TIE_OUT_OWNER_WORDS } from '../../../rules/payment/tie-out.ts';
import { longDate } from '../../../values/dates.ts';
import { inLines } from '../../refusals.ts';
import { TieOutAnswer, tieOutAsJson } from './pages.ts';
import { runTieOut } from './run-tie-out.ts';
import { loadLastTieOut, loadOpenBreaks } from './store.ts';

/** So many are printed. */
const MOST = 10_000;

export const commands: readonly Command[] = [
  {
    name: 'tie-out',
    summary: 'Hold ledger, bank and plan side by side; name what does not agree, its cause and whose it is',
    details: [
      'What each account holds against the balance of its last statement, each bank line against its placement and',
      'journals, each payment against its run, what is owed against the agreement, each final budget against the ledger,',
      'and each line of the plan against what was placed on it. What is found is kept, with the day to act by, until a',
      'later tie-out no longer finds it. Ends with 1 when something does not agree.',
    ].join('\n'),
    shapes: { answer: TieOutAnswer },
    needs: 'database',
    may: 'see-tie-out',
    async run({ tools, actor, print, printJson }) {
      const decision = await runTieOut(tools, actor, { id: randomUUID() });
      if (!decision.accepted) throw new Refused(inLines(decision.refusals));
      const { last, breaks } = await tools.db.transaction(actor, async tx => ({
        last: (await loadLastTieOut(tx))!,
        breaks: await loadOpenBreaks(tx, MOST),
      }));
      printJson(tieOutAsJson(last, breaks));
      print(
        `${last.payments} payments, ${last.lines} bank lines, ${last.accounts} accounts, ${last.proven} of them with a balance that the bank gave`,
      );
      for (const { cause, reference, words, owner, foundOn, actBy } of breaks)
        print(
          `${cause}${reference === undefined ? '' : ` ${reference}`}: ${TIE_OUT_CAUSES[cause].words}. ${words}. ${TIE_OUT_OWNER_WORDS[owner]}, found on ${longDate(foundOn)}, act by ${longDate(actBy)}`,
        );
      if (breaks.length === 0) print('Everything agrees.');
      return breaks.length === 0 ? DONE : REFUSED;
    },
  },
];
