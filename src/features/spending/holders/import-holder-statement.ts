/**
 * Imports the statement of an organisation that holds money for many: each row names its client. The file is refused whole
 * where a row cannot be read, or names somebody whose money the organisation does not hold; each such row is told.
 *
 * Lines go through the stages of every import (import/stages.ts) and are posted at once. The same file again adds nothing.
 * What the organisation says that it has for a client is held against the ledger by the tie-out, as a bank's balance is.
 */
import { hash, randomUUID } from 'node:crypto';
import { type ClientStatement, readHolderStatement } from '../../../formats/statements/holder.ts';
import type { StatementProblem } from '../../../formats/statements/statement.ts';
import type { UploadedFile } from '../../../platform/forms.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, decide, refused } from '../../../rules/decision.ts';
import { isBeforeMoney } from '../../../rules/payment/matching.ts';
import { readPlace } from '../../../rules/payment/matching-score.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { isBefore } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudgets } from '../../requests/store.ts';
import { loadHeldBudgets, loadThirdParty, loadThirdPartyOf } from '../../third-parties/store.ts';
import { loadPlaces } from '../import/account-store.ts';
import { firstDayOfOtherFormat, lockFeeds } from '../import/feed-store.ts';
import { firstDaysOfMoney } from '../import/first-days.ts';
import { postStaged } from '../import/post-staged.ts';
import { startImport } from '../import/stages.ts';

/** What such an import is called beside those of other files. */
const FORMAT = 'third-party';

export type ImportedHolderStatement = {
  readonly clients: number;
  readonly lines: number;
  readonly added: number;
  /** Of those that are new: what still has to be explained. */
  readonly toAsk: number;
};

/** Reads and keeps one file of an organisation. */
export async function importHolderStatement(
  tools: Tools,
  actor: Actor,
  command: Command,
  thirdPartyId: string,
  file: UploadedFile,
): Promise<Decision<ImportedHolderStatement>> {
  const fileHash = hash('sha256', file.bytes);
  const what = { act: 'held-statement.import', command, input: { fileHash }, subjectId: thirdPartyId };
  return act(tools, actor, what, async tx => {
    const today = tools.today();
    const own = await loadThirdPartyOf(tx, actor.id);
    if ((own ?? thirdPartyId) !== thirdPartyId || !(await loadThirdParty(tx, thirdPartyId, today)))
      return refused({ code: 'not-found', what: 'organisation' });
    const reading = readHolderStatement(file.bytes);
    if (!reading.ok) return unreadable(reading.problems);
    await lockFeeds(tx);
    const held = new Map((await loadHeldBudgets(tx, thirdPartyId)).map(one => [one.reference, one]));
    const strangers = reading.clients.filter(({ reference }) => !held.has(reference));
    if (strangers.length > 0) return unreadable(strangers.map(notTheirs));

    const budgetIds = reading.clients.map(({ reference }) => held.get(reference)!.budgetId);
    await lockBudgets(tx, budgetIds);
    const places = await loadPlaces(tx, budgetIds, 'THIRD_PARTY');
    const clients = reading.clients.map(client => {
      const { budgetId, accountId } = held.get(client.reference)!;
      const lines = client.statement.lines.filter(line => line.amountPence !== 0n);
      const into = { importId: randomUUID(), budgetId, accountId, places: (places.get(budgetId) ?? []).map(readPlace) };
      return { ...client, into, lines };
    });
    const ahead = clients.flatMap(({ statement }) => statement.lines).find(line => isBefore(today, line.postedOn));
    if (ahead) return refused({ code: 'statement-in-future', postedOn: ahead.postedOn });
    const firstDays = await firstDaysOfMoney(tx, budgetIds);
    for (const { into, lines } of clients) {
      const beginsOn = firstDays.get(into.budgetId)!;
      const early = lines.find(line => isBeforeMoney(line.postedOn, beginsOn));
      if (early) return refused({ code: 'statement-before-budget', postedOn: early.postedOn, beginsOn });
    }
    const days = clients.flatMap(({ into, lines }) =>
      lines.map(({ postedOn }) => ({ accountId: into.accountId, postedOn })),
    );
    const twice = await firstDayOfOtherFormat(tx, FORMAT, days);
    if (twice) return refused({ code: 'statement-day-in-other-format', postedOn: twice });

    const staging = startImport(tx, await loadPolicy(tx, tx.icbCode, today), { isOfHolder: true });
    await staging.open();
    await staging.add(
      clients.flatMap(({ into, lines, lineOf }) => lines.map(line => ({ into, lineNumber: lineOf.get(line)!, line }))),
    );
    const kept = await staging.keep(
      actor,
      { fileName: file.name, fileHash, format: FORMAT, importedOn: today, mappingId: undefined },
      clients.map(({ into, statement, lines }) => ({
        ...into,
        fromOn: statement.from!,
        toOn: statement.to!,
        openingPence: statement.openingPence,
        closingPence: statement.closingPence,
        proven: statement.balanced === true,
        lineCount: lines.length,
      })),
    );
    await tools.crashPoint('held-statement.import.after-lines');
    const posted = await postStaged(tx, tools, budgetIds);
    if (!posted.accepted) return posted;
    return accepted({
      clients: clients.length,
      lines: days.length,
      added: kept.added,
      toAsk: kept.counts.RECEIVED + kept.counts.UNPLACED,
    });
  });
}

function notTheirs({ reference, firstLine }: ClientStatement): StatementProblem {
  const text = `Line ${firstLine}: ${reference} is not the reference of somebody whose money this organisation holds. Look at the list of people.`;
  return { line: firstLine, code: 'bad-account', text };
}

/** Everything that is wrong with the rows, one refusal each. */
function unreadable(problems: readonly StatementProblem[]): Decision<never> {
  return decide<never>(
    problems.map(({ line, text }) =>
      line === undefined ? { code: 'statement-unreadable', text } : { code: 'statement-unreadable', line, text },
    ),
    () => {
      throw new Error('a file that cannot be read says why');
    },
  );
}
