/** Adds a board, or sets the account that its payments leave from: by whoever runs the service, before anybody signs in. */
import { checkAccount } from '../../formats/modulus.ts';
import type { Tools } from '../../platform/tools.ts';
import { type Decision, refused } from '../../rules/decision.ts';
import { decideBoard } from '../../rules/staff.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { findIcb } from '../../values/icb-codes.ts';
import { act } from '../audit/store.ts';
import { type BankDetails, isBoard, saveBoard, saveBoardBank } from './board-store.ts';

export type BoardInput = {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly bank: SomeDetails;
};

/** What was given of the bank details. */
type SomeDetails = { readonly [Name in keyof BankDetails]: BankDetails[Name] | undefined };

/** Outside a demonstration the code must be one of a real board that stands today. */
export async function addBoard(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: BoardInput,
  demonstration: boolean,
): Promise<Decision<{ icbCode: string }>> {
  const { icbCode } = actor;
  const isReal = findIcb(icbCode, tools.today())?.kind === 'real';
  const decision = checkBank(icbCode, isReal || demonstration, input.bank);
  // A board that is not there has no trail to write a refusal into.
  if (!decision.accepted) return decision;
  const bank = wholeBank(input.bank);
  return act(tools, actor, { act: 'board.add', command, input, subjectId: icbCode }, async tx =>
    (await saveBoard(tx, { ...input, bank })) ? decision : refused({ code: 'icb-there-already', icbCode }),
  );
}

/** Sets the service user number and the account of a board that is there. */
export async function setBoardBank(
  tools: Tools,
  actor: Actor,
  command: Command,
  bank: BankDetails,
): Promise<Decision<{ icbCode: string }>> {
  const { icbCode } = actor;
  if (!(await tools.db.transaction(actor, isBoard))) return refused({ code: 'not-found', what: 'board' });
  return act(tools, actor, { act: 'board.set-bank', command, input: bank, subjectId: icbCode }, async tx => {
    const decision = checkBank(icbCode, true, bank);
    if (decision.accepted) await saveBoardBank(tx, wholeBank(bank)!);
    return decision;
  });
}

function checkBank(icbCode: string, codeKnown: boolean, bank: SomeDetails) {
  const { serviceUserNumber, sortCode, accountNumber } = bank;
  return decideBoard({
    icbCode,
    codeKnown,
    bankDetails: [serviceUserNumber, sortCode, accountNumber],
    account:
      sortCode !== undefined && accountNumber !== undefined
        ? checkAccount({ sortCode, accountNumber }).result
        : undefined,
  });
}

/** The details as they go into a payment file; undefined when there are none. */
function wholeBank({ serviceUserNumber, sortCode, accountNumber }: SomeDetails): BankDetails | undefined {
  if (serviceUserNumber === undefined || sortCode === undefined || accountNumber === undefined) return undefined;
  const checked = checkAccount({ sortCode, accountNumber });
  return { serviceUserNumber, sortCode: checked.sortCode, accountNumber: checked.accountNumber };
}
