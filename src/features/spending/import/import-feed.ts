/**
 * Imports a file of many accounts: a bank's for all managed accounts, a card issuer's for all cards. Lines go through the
 * stages of every import (stages.ts) and are kept in one transaction; a job posts them, budget by budget (post-feed.ts).
 *
 * The file is refused whole where a row cannot be read. Lines of an account that no budget has are left out and told, so
 * that one wrong number holds up nobody else; the same file sent again later adds what was left out, and nothing twice.
 */
import { hash } from 'node:crypto';
import { readFeed } from '../../../formats/statements/feed.ts';
import type { StatementProblem } from '../../../formats/statements/statement.ts';
import type { UploadedFile } from '../../../platform/forms.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, decide, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { isBefore } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { openAccounts } from './feed-accounts.ts';
import { findFeed, lockFeeds, saveFeed } from './feed-store.ts';
import { startImport } from './stages.ts';

/** The job that posts what a feed brought. */
export const POST_JOB = 'spending.post-staged';

/** What a feed's import is called beside those of single files: banks word the same payment differently in each. */
const FORMAT = 'feed';

export type ImportedFeed = {
  readonly feedId: string;
  readonly lines: number;
  readonly added: number;
  readonly accounts: number;
  /** Lines of accounts that no budget has, or that more than one has. */
  readonly leftOut: number;
  /** The last four digits of the first of those accounts. */
  readonly leftOutAccounts: string;
  readonly again: boolean;
};

/** Reads and keeps one file of many accounts. */
export async function importFeed(
  tools: Tools,
  actor: Actor,
  command: Command,
  file: UploadedFile,
): Promise<Decision<ImportedFeed>> {
  const fileHash = hash('sha256', file.bytes);
  return act(tools, actor, { act: 'statement.import-feed', command, input: { fileHash } }, async tx => {
    // Of whoever holds a budget only their own account is theirs to send.
    if (actor.personId !== undefined) return refused({ code: 'not-found', what: 'budget' });
    await lockFeeds(tx);
    const before = await findFeed(tx, tx.icbCode, fileHash);
    if (before) {
      const { feedId, lineCount: lines, accountCount: accounts } = before;
      return accepted<ImportedFeed>({
        feedId,
        lines,
        added: 0,
        accounts,
        leftOut: 0,
        leftOutAccounts: '',
        again: true,
      });
    }
    const reading = readFeed(file.bytes);
    if (!reading.ok) return unreadable(reading.problems);
    const today = tools.today();
    const staging = startImport(tx, await loadPolicy(tx, tx.icbCode, today));
    await staging.open();
    const accounts = openAccounts(tx, FORMAT);
    for (const batch of reading.batches) {
      if (reading.problems.length > 0) continue; // read on only to tell what else is wrong
      await accounts.look(batch);
      const ahead = batch.find(({ line }) => isBefore(today, line.postedOn));
      if (ahead) return refused({ code: 'statement-in-future', postedOn: ahead.line.postedOn });
      await staging.add(batch.flatMap(feedLine => accounts.place(feedLine) ?? []));
    }
    if (reading.problems.length > 0) return unreadable(reading.problems);
    const twice = await accounts.dayInOtherFormat();
    if (twice) return refused({ code: 'statement-day-in-other-format', postedOn: twice });

    const facts = { fileName: file.name, fileHash, importedOn: today };
    const imports = accounts.imports();
    const kept = await staging.keep(actor, { ...facts, format: FORMAT }, imports);
    await tools.crashPoint('statement.import-feed.after-lines');
    const { lines, leftOut } = accounts.counts;
    const feedId = await saveFeed(tx, actor, {
      ...facts,
      lineCount: lines,
      addedCount: kept.added,
      accountCount: imports.length,
      leftOutCount: leftOut,
    });
    if (kept.added > 0) await tools.sendJob(tx, { name: POST_JOB, data: {}, singletonKey: POST_JOB });
    return accepted<ImportedFeed>({
      feedId,
      lines,
      added: kept.added,
      accounts: imports.length,
      leftOut,
      leftOutAccounts: [...accounts.leftOutAccounts].join(', '),
      again: false,
    });
  });
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
