/**
 * The stages of every import, in one transaction: copy the lines in with what their words come to, number twins, let go of
 * what is known, match what came in to what was sent or paid before, and keep the rest. Posting comes after (post-staged.ts).
 *
 * What hangs on the words alone is worked out once for each text that differs, while the lines stream by; what hangs on
 * other rows is one statement for all lines together.
 */
import { hash } from 'node:crypto';
import { fingerprintText } from '../../../formats/statements/fingerprint.ts';
import type { StatementLine } from '../../../formats/statements/statement.ts';
import { copyOf } from '../../../formats/statements/text.ts';
import { arrayText, copyText } from '../../../platform/copy.ts';
import type { Tx } from '../../../platform/db.ts';
import { creditSource, creditWarning } from '../../../rules/payment/account.ts';
import { confirmEach, type Placed } from '../../../rules/payment/matching.ts';
import { type RefundMatch, refundEach } from '../../../rules/payment/matching-refunds.ts';
import {
  placeWithoutAsking,
  plainWords,
  type ReadPlace,
  type ReadText,
  readText,
  scoreLine,
} from '../../../rules/payment/matching-score.ts';
import type { Policy } from '../../../rules/policy/policy.ts';
import type { Actor } from '../../../values/actor.ts';
import {
  copyIncoming,
  dropKnown,
  dropKnownOfHolder,
  type ImportedFile,
  keepIncoming,
  loadCreditsToConfirm,
  loadTwins,
  type MayReturn,
  type NewImport,
  openIncoming,
  saveConfirmed,
  saveFingerprints,
  saveImports,
  saveReturns,
  streamCreditsToReturn,
  weighIncoming,
} from './stage-store.ts';

/** The account that a line goes into, with the plan lines that it may be for. */
export type Destination = {
  readonly importId: string;
  readonly budgetId: string;
  readonly accountId: string;
  readonly places: readonly ReadPlace[];
};

export type Incoming = { readonly into: Destination; readonly lineNumber: number; readonly line: StatementLine };

/** What was kept: how many lines are new, by what they were placed as. */
export type Kept = { readonly added: number; readonly counts: Readonly<Record<Placed, number>> };

/** Takes lines in as they are read. Between two calls other statements may run. `isOfHolder`: from whoever holds money for many. */
export function startImport(tx: Tx, policy: Policy, { isOfHolder = false } = {}) {
  const texts = rememberTexts();
  let lines = 0;
  return {
    open: () => openIncoming(tx),
    async add(batch: readonly Incoming[]): Promise<void> {
      lines += batch.length;
      await copyIncoming(tx, piecesOf(batch, texts, policy));
    },
    /** The rest of the stages, once all lines are in. */
    async keep(actor: Actor, file: ImportedFile, imports: readonly NewImport[]): Promise<Kept> {
      texts.forget();
      await weighIncoming(tx, lines);
      const twins = await loadTwins(tx);
      await saveFingerprints(
        tx,
        twins.map(twin => ({ lineNumber: twin.lineNumber, fingerprint: fingerprintOf(twin, twin.nth) })),
      );
      await dropKnown(tx);
      if (isOfHolder) await dropKnownOfHolder(tx);
      await saveConfirmed(tx, confirmEach(await loadCreditsToConfirm(tx)), 'A payment that the ICB sent');
      const returns = new Map<number, RefundMatch>();
      for await (const pairs of streamCreditsToReturn(tx, policy.spend.refundDays))
        for (const [lineNumber, match] of refundEach(creditsOf(pairs), policy)) returns.set(lineNumber, match);
      await saveReturns(tx, returns);
      await saveImports(tx, actor, file, imports);
      const counts = await keepIncoming(tx);
      return { added: Object.values(counts).reduce((sum, many) => sum + many, 0), counts };
    },
  };
}

/** About how much text goes to the server at once. */
const PIECE = 65_536;

function* piecesOf(batch: readonly Incoming[], texts: Texts, policy: Policy): Generator<string> {
  let piece = '';
  for (const incoming of batch) {
    piece += rowOf(incoming, texts, policy);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** One line as COPY takes it, with where it would be placed if nothing else explains it. */
function rowOf({ into, lineNumber, line }: Incoming, texts: Texts, policy: Policy): string {
  const { merchantCode } = line;
  const text = texts.of(line.counterparty, line.narrative, merchantCode);
  const isMoneyIn = line.amountPence > 0n;
  // Money in is scored as if it had been paid to them: from whom the plan pays, it is money back.
  const paid = { amountPence: isMoneyIn ? -line.amountPence : line.amountPence, postedOn: line.postedOn, text };
  const match = placeWithoutAsking(scoreLine(paid, into.places), policy);
  const flag = text.excluded ?? (isMoneyIn ? warningOf(line, match !== undefined) : null);
  const placed = isMoneyIn ? undefined : match;
  const what = isMoneyIn ? 'RECEIVED' : placed ? 'SPENT' : 'UNPLACED';
  return (
    `${lineNumber}\t${into.importId}\t${into.accountId}\t${into.budgetId}\t${line.postedOn}\t${line.valueOn}\t` +
    `${line.amountPence}\t${copyText(line.counterparty)}\t${copyText(line.narrative)}\t${copyText(line.bankRef)}\t` +
    `${copyText(line.type)}\t${copyText(merchantCode)}\t${fingerprintOf(line, 1)}\t${what}\t${placed?.planItemId ?? '\\N'}\t` +
    `${placed?.score ?? '\\N'}\t${copyText(arrayText(placed?.reasons ?? []))}\t${flag ?? '\\N'}\n`
  );
}

function warningOf({ counterparty, narrative }: StatementLine, isFromPayee: boolean): string | null {
  const source = creditSource({ isOurPayment: false, isFromPayee, text: `${counterparty} ${narrative}` });
  return creditWarning(source) ?? null;
}

function fingerprintOf(line: Parameters<typeof fingerprintText>[0], nth: number): string {
  return hash('sha256', fingerprintText(line, nth));
}

/** The texts that were read so far. */
type Texts = { of(counterparty: string, narrative: string, merchantCode: string | null): ReadText; forget(): void };

/** So many texts are remembered at most; then it begins anew, so that memory stays bounded. */
const MOST_TEXTS = 200_000;

function rememberTexts(): Texts {
  const known = new Map<string, ReadText>();
  return {
    of(counterparty, narrative, merchantCode) {
      const key = `${counterparty}\n${narrative}\n${merchantCode ?? ''}`;
      const before = known.get(key);
      if (before) return before;
      if (known.size >= MOST_TEXTS) known.clear();
      // Copies: a part of the file's text would keep all of it.
      const text = readText({ counterparty: copyOf(counterparty), narrative, merchantCode });
      known.set(copyOf(key), text);
      return text;
    },
    forget: () => known.clear(),
  };
}

/** The pairs of credit and payment, by credit. */
function creditsOf(pairs: readonly MayReturn[]): Parameters<typeof refundEach>[0] {
  return [...Map.groupBy(pairs, pair => pair.lineNumber).values()].map(found => {
    const { lineNumber, amountPence, postedOn, counterparty, narrative, bankRef } = found[0]!;
    return {
      lineNumber,
      amountPence,
      postedOn,
      payee: plainWords(counterparty),
      words: ` ${plainWords(`${counterparty} ${narrative}`)} `,
      bankRef,
      payments: found.map(({ paid }) => ({ ...paid, payee: plainWords(paid.counterparty) })),
    };
  });
}
