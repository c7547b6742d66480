/**
 * Imports a bank's own file of an account in which an organisation holds the money of one person and of nobody else: CSV in the
 * layouts that we know, OFX, QIF, MT940, CAMT.053. It goes the way of every statement, and the tie-out proves its balance.
 */
import { hash } from 'node:crypto';
import { readStatement } from '../../../formats/statements/statement.ts';
import type { UploadedFile } from '../../../platform/forms.ts';
import type { Tools } from '../../../platform/tools.ts';
import { type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { loadPaymentAccount } from '../../agreements/store.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadContract, loadHeldBudgets, loadThirdPartyOf } from '../../third-parties/store.ts';
import { lockFeeds } from '../import/feed-store.ts';
import { type Imported, keepStatement, unreadable } from '../import/keep-statement.ts';

export type ClientStatement = {
  readonly file: UploadedFile;
  /** The period that it covers, where the file itself may not say it. */
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  /** They say that the money of nobody else is in the account. */
  readonly isAlone: boolean;
};

/** Reads and keeps one bank file of one person's money with an organisation. */
export async function importClientStatement(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  { file, from, to, isAlone }: ClientStatement,
): Promise<Decision<Imported>> {
  const fileHash = hash('sha256', file.bytes);
  const input = { fileHash, from: from?.toString(), to: to?.toString(), isAlone };
  return act(tools, actor, { act: 'held-statement.import-client', command, input, budgetId }, async tx => {
    await lockFeeds(tx);
    const budget = await lockBudget(tx, budgetId);
    const contract = budget && (await loadContract(tx, budgetId));
    const account = contract && (await loadPaymentAccount(tx, budgetId, 'THIRD_PARTY'));
    const own = await loadThirdPartyOf(tx, actor.id);
    if (!contract || (own ?? contract.thirdPartyId) !== contract.thirdPartyId)
      return refused({ code: 'not-found', what: 'budget' });
    if (account?.status !== 'VERIFIED') return refused({ code: 'statement-no-account' });
    const reading = readStatement(file.bytes);
    if (!reading.ok) return unreadable(reading.problems);
    // The account that all are paid into says of no line whose it is.
    const clients = await loadHeldBudgets(tx, contract.thirdPartyId);
    if (!isAlone || (reading.statement.account && clients.length > 1))
      return refused({ code: 'statement-of-many-people' });
    const { name: fileName } = file;
    return keepStatement(tx, tools, actor, { budgetId, account, fileName, fileHash, from, to }, reading.statement);
  });
}
