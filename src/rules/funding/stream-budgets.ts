/**
 * What a final budget comes to for each of its payers (R-096), and what each pays out month by month (R-045).
 *
 * Pure, pence of one budget year. Every figure of the whole is the sum of the payers' figures. A line is shared as its
 * own shares say, else by the agreed percentages; so is the money for emergencies and what nothing is planned for.
 */
import type { PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import { decideMeansTest } from '../options/integrated.ts';
import { restWith } from '../options/options.ts';
import { splitByWeight, WHOLE } from '../options/split.ts';
import type { ManagementOption } from '../payment/ledger.ts';
import { type DuePayment, paymentOfGoal, paymentsOfYear, startUpOf } from '../payment/payment.ts';
import { type Funder, type FundingRefusal, paysApart, type Settlement } from './funding.ts';
import { agreedSplit, type LineShares, type SharedLine, type Sharing, wholeShares } from './line-shares.ts';

/** A line of the plan as its payers see it. */
export type StreamItem = {
  readonly planItemId: string;
  readonly option: ManagementOption;
  readonly oneOff: boolean;
  readonly annualPence: bigint;
};

/** One payer's part of a final budget. */
export type StreamBudget = {
  readonly stream: string;
  /** Undefined where there is one payer: the board. */
  readonly payer: string | undefined;
  readonly basisPoints: number;
  readonly finalPence: bigint;
  readonly contingencyPence: bigint;
  /** Paid directly, with the first payment. */
  readonly startUpPence: bigint;
  /** Held by the person: with the start-up money, what the person themself pays in, and mostly what no line is planned for. */
  readonly directPaymentPence: bigint;
  readonly thirdPartyPence: bigint;
  /** Of that, paid to the third party with the first payment. */
  readonly thirdPartyStartUpPence: bigint;
  readonly notionalPence: bigint;
  /** of the direct payment, what the person pays and the payer does not. */
  readonly personPence: bigint;
  /** The payer pays its part to the person itself: it is in the plan and in the figures, and nothing of it is ours to pay. */
  readonly apart?: boolean;
};

/** Of a payer's part, what comes into the account from somebody else than us: from the person, or all of it from the payer. */
export function paidInByOthers({ apart, directPaymentPence, personPence }: StreamBudget): bigint {
  return apart ? directPaymentPence : personPence;
}

/** Of a part that its payer pays itself, what it pays: the person puts in the rest. Nothing of any other. */
export function paidApart({ apart, directPaymentPence, personPence }: StreamBudget): bigint {
  return apart ? directPaymentPence - personPence : 0n;
}

type Budget = {
  readonly finalPence: bigint;
  readonly contingencyPence: bigint;
  readonly items: readonly StreamItem[];
  /** Lines with shares of their own, by the line's id. */
  readonly splits: ReadonlyMap<string, LineShares>;
};

/** How a line is shared: its own shares, else the agreed percentages, else all of it by the one payer. */
export function splitOfLine(
  line: Pick<StreamItem, 'planItemId' | 'annualPence'>,
  money: Pick<Budget, 'splits'> & Pick<Sharing, 'streams'>,
): SharedLine {
  const { planItemId, annualPence } = line;
  return { annualPence, split: money.splits.get(planItemId) ?? agreedSplit(money.streams) };
}

/** The one payer of most budgets, who pays for all of it. */
export function oneStream(
  final: Pick<StreamBudget, 'stream' | 'finalPence' | 'contingencyPence' | 'directPaymentPence'>,
  items: readonly StreamItem[],
): StreamBudget {
  const { stream, finalPence, contingencyPence, directPaymentPence } = final;
  const heldBy = (option: ManagementOption) =>
    total(items.filter(item => item.option === option).map(item => item.annualPence));
  const beyondPence = finalPence - directPaymentPence - heldBy('THIRD_PARTY') - heldBy('NOTIONAL');
  const rest = restWith(items);
  return {
    stream,
    payer: undefined,
    basisPoints: WHOLE,
    finalPence,
    contingencyPence,
    startUpPence: startUpOf(items),
    directPaymentPence,
    thirdPartyPence: heldBy('THIRD_PARTY') + (rest === 'THIRD_PARTY' ? beyondPence : 0n),
    thirdPartyStartUpPence: startUpOf(items, 'THIRD_PARTY'),
    notionalPence: heldBy('NOTIONAL') + (rest === 'NOTIONAL' ? beyondPence : 0n),
    personPence: 0n,
  };
}

/** each payer's part of a final budget, in the order of the signed split. */
export function streamBudgets(
  budget: Budget,
  { funders, settlement }: { readonly funders: readonly Funder[]; readonly settlement: Settlement },
  weeksPerYear: number,
): StreamBudget[] {
  const { finalPence, contingencyPence, items } = budget;
  const parts = items.flatMap(item =>
    wholeShares(splitOfLine(item, { ...budget, streams: funders }), item.annualPence).map(part => ({ ...part, item })),
  );
  const restPence = finalPence - contingencyPence - total(items.map(item => item.annualPence));
  const agreed = agreedSplit(funders).shares;
  const ofEmergencies = byStream(splitByWeight(contingencyPence, agreed));
  const ofRest = byStream(splitByWeight(restPence, agreed));
  const rest = restWith(items);
  return funders.map(({ stream, payer, basisPoints, personPence, personPer }) => {
    const own = parts.filter(part => part.stream === stream);
    const emergencies = ofEmergencies.get(stream) ?? 0n;
    const heldBy = (option: ManagementOption) =>
      total(own.filter(({ item }) => item.option === option).map(({ pence }) => pence)) +
      (option === rest ? emergencies + (ofRest.get(stream) ?? 0n) : 0n);
    const boughtOnce = (option: ManagementOption) =>
      total(own.filter(({ item }) => item.oneOff && item.option === option).map(({ pence }) => pence));
    const directPaymentPence = heldBy('DIRECT_PAYMENT');
    const [thirdPartyPence, notionalPence] = [heldBy('THIRD_PARTY'), heldBy('NOTIONAL')];
    return {
      stream,
      payer,
      basisPoints,
      finalPence: directPaymentPence + thirdPartyPence + notionalPence,
      contingencyPence: emergencies,
      startUpPence: boughtOnce('DIRECT_PAYMENT'),
      directPaymentPence,
      thirdPartyPence,
      thirdPartyStartUpPence: boughtOnce('THIRD_PARTY'),
      notionalPence,
      personPence: personPence * (personPer === 'week' ? BigInt(weeksPerYear) : 1n),
      ...(paysApart(settlement, stream) && { apart: true }),
    };
  });
}

const byStream = (parts: readonly { readonly stream: string; readonly pence: bigint }[]) =>
  new Map(parts.map(part => [part.stream, part.pence]));

/** the lines that somebody else holds the money of and that a payer shares who pays the person itself: it cannot pay them. */
export function linesNotDirect(
  budget: Pick<Budget, 'splits'> & { readonly items: readonly (StreamItem & { readonly label: string })[] },
  { funders, settlement }: { readonly funders: readonly Funder[]; readonly settlement: Settlement },
): FundingRefusal[] {
  return budget.items
    .filter(({ option }) => option !== 'DIRECT_PAYMENT')
    .flatMap(item =>
      splitOfLine(item, { ...budget, streams: funders })
        .split.shares.filter(({ stream }) => paysApart(settlement, stream))
        .map(({ stream }) => ({ code: 'funding-apart-not-direct', stream, item: item.label }) as const),
    );
}

/** decides whether what the person pays fits into what the payer would otherwise pay out month by month. */
export function decideStreamBudgets(streams: readonly StreamBudget[]): Decision<readonly StreamBudget[]> {
  const decisions = streams.map(({ stream, directPaymentPence, startUpPence, personPence }) =>
    decideMeansTest({ stream, pence: directPaymentPence - startUpPence }, personPence),
  );
  return decide(
    [
      ...decisions.flatMap(decision => (decision.accepted ? [] : [...decision.refusals])),
      ...streams.map(
        ({ apart, stream, thirdPartyPence, notionalPence }) =>
          apart === true &&
          thirdPartyPence + notionalPence > 0n &&
          ({ code: 'funding-apart-not-direct', stream, item: undefined } as const),
      ),
    ],
    () => streams,
  );
}

/**
 * each payer's part after the instalments of a year changed, payer by payer. What was kept for emergencies, what is
 * bought at the start and what the person pays must still fit into it.
 */
export function streamsAfter(
  streams: readonly StreamBudget[],
  changes: readonly { readonly stream: string; readonly changePence: bigint }[],
  /** Who is paid the instalments: the person, or whoever holds all of it for them. */
  option: 'DIRECT_PAYMENT' | 'THIRD_PARTY',
): Decision<readonly StreamBudget[]> {
  const after = streams.map(part => {
    const changePence = total(changes.filter(each => each.stream === part.stream).map(each => each.changePence));
    return {
      ...part,
      finalPence: part.finalPence + changePence,
      ...(option === 'DIRECT_PAYMENT'
        ? { directPaymentPence: part.directPaymentPence + changePence }
        : { thirdPartyPence: part.thirdPartyPence + changePence }),
    };
  });
  const tooSmall = after.some(part =>
    option === 'DIRECT_PAYMENT'
      ? part.directPaymentPence < part.startUpPence + part.contingencyPence
      : part.thirdPartyPence < part.thirdPartyStartUpPence + part.contingencyPence,
  );
  const meansTest = decideStreamBudgets(after);
  return decide(
    [tooSmall && { code: 'change-over-instalments' }, ...(meansTest.accepted ? [] : meansTest.refusals)],
    () => after,
  );
}

/** A payment that is due out of one stream. */
export type StreamPayment = DuePayment & { readonly stream: string };

/**
 * What we pay into the account for each payer, by month: for each of them twelve that add up, less what the person
 * pays. A payer who pays the person itself has none. A budget for one goal is paid once, where the person buys something of it themself.
 */
export function paymentsOfStreams(
  startsOn: PlainDate,
  streams: readonly StreamBudget[],
  /** Of a budget for one goal, the last day on which it may be used. */
  goalLastOn?: PlainDate,
): StreamPayment[] {
  return streams.flatMap(({ stream, directPaymentPence, startUpPence, personPence, apart }) => {
    if (apart) return [];
    const yearlyPence = directPaymentPence - startUpPence - personPence;
    const payments =
      goalLastOn === undefined
        ? paymentsOfYear({ startsOn, yearlyPence, startUpPence })
        : paymentOfGoal({ startsOn, pence: startUpPence === 0n ? 0n : startUpPence + yearlyPence, lastOn: goalLastOn });
    return payments.map(payment => ({ ...payment, stream }));
  });
}

/**
 * What each payer pays to the organisation that holds money for the person, by month: what is bought once with the first
 * payment, the rest in parts that add up; of a budget for one goal all of it, once.
 */
export function paymentsToThirdParty(
  startsOn: PlainDate,
  streams: readonly StreamBudget[],
  goalLastOn?: PlainDate,
): StreamPayment[] {
  return streams.flatMap(({ stream, thirdPartyPence, thirdPartyStartUpPence }) => {
    const yearlyPence = thirdPartyPence - thirdPartyStartUpPence;
    const payments =
      goalLastOn === undefined
        ? paymentsOfYear({ startsOn, yearlyPence, startUpPence: thirdPartyStartUpPence })
        : paymentOfGoal({ startsOn, pence: thirdPartyPence, lastOn: goalLastOn });
    return payments.map(payment => ({ ...payment, stream }));
  });
}

/** The same as the person sees it: one sum for each month and purpose, whoever pays it. */
export function asOneSum<Payment extends DuePayment>(payments: readonly Payment[]): DuePayment[] {
  const together = Map.groupBy(payments, ({ period, purpose }) => `${period} ${purpose}`);
  const sums = [...together.values()].map(([first, ...others]): DuePayment => {
    const { purpose, period, coversFrom, coversTo } = first!;
    const amountPence = total([first!, ...others].map(payment => payment.amountPence));
    return { purpose, period, coversFrom, coversTo, amountPence };
  });
  const startUp = sums.filter(({ purpose }) => purpose === 'START_UP');
  const monthly = sums.filter(({ purpose }) => purpose !== 'START_UP');
  return [...startUp, ...monthly].sort((a, b) => Temporal.PlainYearMonth.compare(a.period, b.period));
}
