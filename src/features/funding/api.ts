/** Who pays for a budget as JSON. Money is a string of whole pence, dates are ISO. */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadStreams } from '../budgets/stream-store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { loadFunding } from './store.ts';

const pence = z.string().regex(/^\d+$/);

const FundingAnswer = z.object({
  fundingId: z.string(),
  leadStream: z.string(),
  settlement: z.string(),
  icbDecisionId: z.string(),
  agreedOn: z.iso.date(),
  funders: z.array(
    z.object({
      stream: z.string(),
      payer: z.string(),
      basisPoints: z.number(),
      conditions: z.string(),
      signedBy: z.string(),
      signedOn: z.iso.date(),
      personPence: pence,
      personPer: z.string(),
    }),
  ),
  /** Each payer's part of the final budget; empty while there is none. */
  parts: z.array(z.object({ stream: z.string(), finalPence: pence, contingencyPence: pence, personPence: pence })),
});

export const endpoints: readonly Route[] = [
  read('/budgets/:budgetId/payers', {
    may: 'see-case',
    records: 'funding.read',
    answer: FundingAnswer,
    async read({ tx, params: { budgetId } }) {
      const funding = await loadFunding(tx, budgetId);
      if (!funding) return undefined;
      const final = await loadFinalBudget(tx, budgetId);
      const plan = final && (await loadApprovedPlan(tx, budgetId));
      const streams = final ? await loadStreams(tx, final, plan?.items ?? []) : [];
      return {
        fundingId: funding.fundingId,
        leadStream: funding.leadStream,
        settlement: funding.settlement,
        icbDecisionId: funding.icbDecisionId,
        agreedOn: funding.agreedOn.toString(),
        funders: funding.funders.map(funder => ({
          ...funder,
          signedOn: funder.signedOn.toString(),
          personPence: funder.personPence.toString(),
        })),
        parts: streams.map(({ stream, finalPence, contingencyPence, personPence }) => ({
          stream,
          finalPence: finalPence.toString(),
          contingencyPence: contingencyPence.toString(),
          personPence: personPence.toString(),
        })),
      };
    },
  }),
];
