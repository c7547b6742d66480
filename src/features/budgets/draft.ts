/** An indicative budget as it stands while its lines are put together: what they come to on a start date. */
import type { Queryable } from '../../platform/db.ts';
import { indicativeStatement, type NeededLine, type Working, workOut } from '../../rules/budget.ts';
import type { Refusal } from '../../rules/decision.ts';
import type { Policy } from '../../rules/policy.ts';
import type { PlainDate } from '../../values/dates.ts';
import { loadPolicy } from '../policy/store.ts';
import type { Budget } from '../requests/store.ts';
import { type DraftLine, loadDraftLines, loadRateCard, type RateCard } from './store.ts';

export type Draft = {
  readonly policy: Policy;
  readonly rateCard: RateCard | undefined;
  readonly lines: readonly DraftLine[];
  /** Of the lines whose service is on the card; their ids are those of the draft lines. */
  readonly working: Working;
  readonly statement: string;
  /** What stands against the figure: no card, or services that are not on it. */
  readonly refusals: readonly Refusal[];
};

/** Works out the draft lines with the rate card that counts on `startsOn` and the policy that counts on `today`. */
export async function workOutDraft(
  db: Queryable,
  budget: Budget,
  icbCode: string,
  { startsOn, today }: { readonly startsOn: PlainDate; readonly today: PlainDate },
): Promise<Draft> {
  const policy = await loadPolicy(db, icbCode, today);
  const rateCard = await loadRateCard(db, icbCode, startsOn);
  const lines = await loadDraftLines(db, budget.budgetId);
  const found = lines.map(line => ({ line, rate: rateCard?.rates.find(rate => rate.code === line.rateCode) }));
  const needed = found.flatMap(({ line, rate }): NeededLine[] =>
    rate
      ? [
          {
            id: line.draftLineId,
            needId: line.needId,
            rate,
            quantity: line.quantity,
            per: line.per,
            stream: budget.fundingStream,
          },
        ]
      : [],
  );
  const working = workOut({ weeksPerYear: policy.budget.weeksPerYear, contingency: policy.contingency, lines: needed });
  const refusals: Refusal[] = rateCard
    ? found
        .filter(({ rate }) => !rate)
        .map(({ line }) => ({ code: 'service-not-on-rate-card', service: line.rateCode, rateCard: rateCard.version }))
    : [{ code: 'no-rate-card', on: startsOn.toString() }];
  return { policy, rateCard, lines, working, statement: indicativeStatement(working), refusals };
}
