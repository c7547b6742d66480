/**
 * Who funds a budget together, and what each pays of it.
 *
 * Pure. The payers agree before the plan is sent in: a plan says what its lines cost and who pays them, so both stand
 * still from then on. What the person pays after a means test is part of one council's stream and of no other.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { MOST_PENCE } from '../../values/pence.ts';
import { type Decision, decide, type Refusal } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { decideIntegrated, decideMeansTest, lawOf } from '../options/integrated.ts';
import { decideDelegated } from '../options/options.ts';
import { decideSplit, WHOLE } from '../options/split.ts';
import type { LineShares, ShareKind } from './line-shares.ts';
import { FUNDER_STREAMS } from './streams.ts';

/** How the payers settle between them: the board pays and is paid back, out of a pooled fund, or each pays its own part. */
export const SETTLEMENTS = ['RECHARGE', 'POOLED_S75', 'SEPARATE'] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** Whether a payer pays its part to the person itself: never through us, so neither owed by us nor paid back to us. */
export function paysApart(settlement: Settlement, stream: string): boolean {
  return settlement === 'SEPARATE' && lawOf(stream) !== 'NHS';
}

/** What a means test asks of the person, by the week or by the year. */
export const CONTRIBUTION_PERS = ['week', 'year'] as const;

/** One payer's part, as it was signed. */
export type Funder = {
  readonly stream: string;
  readonly payer: string;
  /** Of everything that no line says otherwise; nought for who pays a fixed sum only. */
  readonly basisPoints: number;
  /** what the payer asks for in return. */
  readonly conditions: string;
  readonly signedBy: string;
  readonly signedOn: PlainDate;
  /** what the person pays of this stream. */
  readonly personPence: bigint;
  readonly personPer: (typeof CONTRIBUTION_PERS)[number];
};

export type FundingRefusal =
  | { readonly code: 'funding-too-late'; readonly state: BudgetState }
  | { readonly code: 'funding-stream-unknown'; readonly stream: string }
  | { readonly code: 'funding-without-own-stream'; readonly stream: string }
  | { readonly code: 'funding-lead-not-payer'; readonly stream: string }
  | { readonly code: 'funding-signed-later'; readonly stream: string } // a signature of tomorrow
  | { readonly code: 'funding-drops-stream'; readonly stream: string; readonly item: string }
  | { readonly code: 'funder-signature-missing'; readonly stream: string }
  | { readonly code: 'funding-apart-not-direct'; readonly stream: string; readonly item: string | undefined }
  | { readonly code: 'need-of-two-payers' }
  | { readonly code: 'line-not-shared' } // there is one payer
  | { readonly code: 'line-shares-not-whole'; readonly basisPoints: number } // R-098, this and the next six
  | { readonly code: 'line-share-empty'; readonly stream: string }
  | { readonly code: 'line-share-stream-unknown'; readonly stream: string }
  | { readonly code: 'line-share-stream-twice'; readonly stream: string }
  | { readonly code: 'line-shares-over-line'; readonly pence: bigint; readonly annualPence: bigint }
  | { readonly code: 'line-shares-without-sum'; readonly kind: ShareKind }
  | { readonly code: 'line-need-without-payer'; readonly need: string };

/** Before the plan is sent in: after that who pays what is part of what is judged. */
export function mayAgreeFunding(state: BudgetState): boolean {
  return BEFORE_SUBMISSION.has(state);
}
const BEFORE_SUBMISSION: ReadonlySet<BudgetState> = new Set(['ELIGIBLE', 'ASSESSED', 'INDICATIVE', 'PLANNING']);

export type FundingFacts = {
  readonly state: BudgetState;
  /** The stream of the budget's own group: the NHS's part. */
  readonly ownStream: string;
  readonly funders: readonly Funder[];
  readonly leadStream: string;
  readonly agreedOn: PlainDate;
  /** The board's decision that the person can have a budget. */
  readonly icbDecisionId: string | undefined;
  /** Who keeps the one plan and is the one contact. */
  readonly hasCoordinator: boolean;
  /** Which payer each need is. */
  readonly needs: readonly { readonly needId: string; readonly stream: string }[];
  /** Lines of the draft that have shares of their own. */
  readonly lines: readonly { readonly label: string; readonly split: LineShares }[];
};

/** Decides whether the payers may fund the budget like this: one budget for the person, whole, dated and signed. */
export function decideFunding(
  facts: FundingFacts,
  today: PlainDate,
): Decision<{ readonly funders: readonly Funder[] }> {
  const { state, ownStream, funders, leadStream, agreedOn } = facts;
  const streams = funders.map(({ stream }) => stream);
  return decide(
    [
      !mayAgreeFunding(state) && { code: 'funding-too-late', state },
      ...unknownStreams(streams),
      !streams.includes(ownStream) && { code: 'funding-without-own-stream', stream: ownStream },
      !streams.includes(leadStream) && { code: 'funding-lead-not-payer', stream: leadStream },
      ...wholeReasons(facts),
      ...funders.flatMap(funder => funderReasons(funder, today)),
      isBefore(today, agreedOn) && { code: 'split-not-dated' },
      ...facts.needs
        .filter(({ stream }) => !streams.includes(stream))
        .map(({ stream }) => ({ code: 'line-share-stream-unknown', stream }) as const),
      new Set(facts.needs.map(({ needId }) => needId)).size < facts.needs.length && { code: 'need-of-two-payers' },
      ...facts.lines.flatMap(({ label, split }) =>
        split.shares
          .filter(({ stream }) => !streams.includes(stream))
          .map(({ stream }) => ({ code: 'funding-drops-stream', stream, item: label }) as const),
      ),
    ],
    () => ({ funders }),
  );
}

function unknownStreams(streams: readonly string[]): readonly Refusal[] {
  const known = new Set<string>(FUNDER_STREAMS);
  return streams.filter(stream => !known.has(stream)).map(stream => ({ code: 'funding-stream-unknown', stream }));
}

/** each by its own rule. */
function wholeReasons({ funders, leadStream, agreedOn, icbDecisionId, hasCoordinator }: FundingFacts): Refusal[] {
  const integrated = decideIntegrated({
    streams: funders.map(({ stream, payer }) => ({ stream, payer, pence: 0n })),
    plans: 1, // a budget has one plan: the newest version
    coordinators: hasCoordinator ? 1 : 0,
    contacts: hasCoordinator ? 1 : 0,
  });
  const split = decideSplit({
    shares: funders.filter(({ basisPoints }) => basisPoints !== 0),
    agreedOn,
    signedFor: funders.filter(({ signedBy }) => signedBy.trim() !== '').map(({ stream }) => stream),
  });
  const delegated = decideDelegated({
    name: 'lead a budget with several payers',
    byDelegate: lawOf(leadStream) !== 'NHS',
    icbDecisionId,
  });
  return [integrated, split, delegated].flatMap(decision => (decision.accepted ? [] : [...decision.refusals]));
}

function funderReasons(funder: Funder, today: PlainDate): (Refusal | false)[] {
  const { stream, basisPoints, conditions, signedBy, signedOn, personPence } = funder;
  const meansTest = decideMeansTest({ stream, pence: MOST_PENCE }, personPence);
  return [
    conditions.trim() === '' && { code: 'contribution-conditions-missing' },
    // Who pays a share has been asked for by the split.
    basisPoints === 0 && signedBy.trim() === '' && { code: 'funder-signature-missing', stream },
    isBefore(today, signedOn) && { code: 'funding-signed-later', stream },
    ...(meansTest.accepted ? [] : meansTest.refusals),
  ];
}

/** What is asked for when a line is shared. */
export type ShareAsked = {
  readonly kind: ShareKind;
  /** Percentages for PERCENT; for FIXED and FIRST_POUND sums, and percentages of the rest. Empty by need. */
  readonly shares: readonly {
    readonly stream: string;
    readonly basisPoints: number;
    readonly pence: bigint | undefined;
  }[];
};

export type LineFacts = {
  readonly annualPence: bigint;
  /** The budget's payers in the order of the signed split; empty where there is one only. */
  readonly streams: readonly string[];
  /** The needs that the line meets, each with the stream that it is tagged with. */
  readonly needs: readonly { readonly words: string; readonly stream: string | undefined }[];
};

/** decides how a line is shared: whole, among payers of the budget, and not more than the line costs. */
export function decideLineShares(asked: ShareAsked, facts: LineFacts): Decision<LineShares> {
  const { streams } = facts;
  if (streams.length === 0) return decide<LineShares>([{ code: 'line-not-shared' }], noShares);
  return asked.kind === 'BY_NEED' ? byNeed(facts) : byShares(asked, facts);
}

function byNeed({ streams, needs }: LineFacts): Decision<LineShares> {
  return decide<LineShares>(
    [
      ...needs
        .filter(({ stream }) => stream === undefined || !streams.includes(stream))
        .map(({ words }) => ({ code: 'line-need-without-payer', need: words }) as const),
      needs.length === 0 && { code: 'line-shares-not-whole', basisPoints: 0 },
    ],
    () => ({
      kind: 'BY_NEED',
      shares: streams
        .map(stream => ({ stream, weight: needs.filter(need => need.stream === stream).length, pence: undefined }))
        .filter(({ weight }) => weight > 0),
    }),
  );
}

function byShares({ kind, shares }: ShareAsked, { streams, annualPence }: LineFacts): Decision<LineShares> {
  const named = shares.map(({ stream }) => stream);
  const bySum = shares.filter(({ pence }) => pence !== undefined);
  const byPercent = shares.filter(({ pence }) => pence === undefined);
  const basisPoints = byPercent.reduce((sum, share) => sum + share.basisPoints, 0);
  const sum = bySum.reduce((all, { pence }) => all + pence!, 0n);
  return decide<LineShares>(
    [
      basisPoints !== WHOLE && { code: 'line-shares-not-whole', basisPoints },
      (kind === 'PERCENT' ? bySum.length > 0 : bySum.length === 0) && { code: 'line-shares-without-sum', kind },
      sum > annualPence && { code: 'line-shares-over-line', pence: sum, annualPence },
      ...shares.flatMap(share => [
        !streams.includes(share.stream) && ({ code: 'line-share-stream-unknown', stream: share.stream } as const),
        isEmptyShare(share) && ({ code: 'line-share-empty', stream: share.stream } as const),
      ]),
      ...named
        .filter((stream, i) => named.indexOf(stream) !== i)
        .map(stream => ({ code: 'line-share-stream-twice', stream }) as const),
    ],
    () => ({
      kind,
      shares: streams
        .flatMap(stream => shares.filter(share => share.stream === stream))
        .map(({ stream, basisPoints: weight, pence }) => ({ stream, weight: pence === undefined ? weight : 0, pence })),
    }),
  );
}

function isEmptyShare({ basisPoints, pence }: ShareAsked['shares'][number]): boolean {
  return pence === undefined ? !(Number.isInteger(basisPoints) && basisPoints > 0) : pence <= 0n;
}

function noShares(): never {
  throw new Error('a line of one payer has no shares');
}
