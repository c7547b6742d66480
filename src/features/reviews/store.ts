/** Reviews, their two parts and their close: tables `review`, `review_care_part`, `review_outcome`, `review_money_part`, `review_close`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { OpenReview } from '../../rules/review/review.ts';
import type { RiskBand, RiskScore } from '../../rules/review/risk.ts';
import { type Spending, VARIANCE_CAUSES, type VarianceCause } from '../../rules/review/variance.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const Review = z
  .object({
    review_id: z.string(),
    budget_id: z.string(),
    kind: z.string(),
    due_on: plainDate,
    planned_on: plainDate,
    covers: z.string(),
    attendees: z.string(),
    notified_on: plainDate,
    care_by: z.string().nullable(),
    care_by_name: z.string().nullable(),
    care_findings: z.string().nullable(),
    care_learning: z.string().nullable(),
    capacity_or_safeguarding: z.number().nullable(),
    fluctuating_need: z.number().nullable(),
    money_by: z.string().nullable(),
    money_by_name: z.string().nullable(),
    money_findings: z.string().nullable(),
    contingency: z.string().nullable(),
    surplus: z.string().nullable(),
    surplus_pence: z.bigint().nullable(),
    checked_until: plainDate.nullable(),
    expected_pence: z.bigint().nullable(),
    actual_pence: z.bigint().nullable(),
    variance_cause: z.enum(VARIANCE_CAUSES).nullable(),
    variance_words: z.string().nullable(),
    employs_assistants: z.boolean().nullable(),
    pays_connected_person: z.boolean().nullable(),
    past_findings: z.number().nullable(),
    missing_evidence: z.number().nullable(),
    closed_on: plainDate.nullable(),
    score: z.number().nullable(),
    band: z.enum(['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH']).nullable(),
    factors: z.array(z.object({ name: z.string(), points: z.number(), why: z.string() })).nullable(),
    months: z.number().nullable(),
    next_due_on: plainDate.nullable(),
  })
  .transform(row => ({
    reviewId: row.review_id,
    budgetId: row.budget_id,
    kind: row.kind,
    dueOn: row.due_on,
    plannedOn: row.planned_on,
    covers: row.covers,
    attendees: row.attendees,
    notifiedOn: row.notified_on,
    care:
      row.care_by === null
        ? null
        : {
            by: row.care_by,
            byName: row.care_by_name!,
            findings: row.care_findings!,
            learning: row.care_learning!,
            capacityOrSafeguarding: row.capacity_or_safeguarding!,
            fluctuatingNeed: row.fluctuating_need!,
          },
    money:
      row.money_by === null
        ? null
        : {
            by: row.money_by,
            byName: row.money_by_name!,
            findings: row.money_findings!,
            contingency: row.contingency!,
            surplus: row.surplus!,
            surplusPence: row.surplus_pence,
            spending:
              row.checked_until === null
                ? null
                : { until: row.checked_until, expectedPence: row.expected_pence!, actualPence: row.actual_pence! },
            varianceCause: row.variance_cause,
            varianceWords: row.variance_words!,
            employsAssistants: row.employs_assistants!,
            paysConnectedPerson: row.pays_connected_person!,
            pastFindings: row.past_findings!,
            missingEvidence: row.missing_evidence!,
          },
    closedOn: row.closed_on,
    close:
      row.closed_on === null
        ? null
        : {
            score: row.score!,
            band: row.band!,
            factors: row.factors!,
            months: row.months!,
            nextDueOn: row.next_due_on!,
          },
  }));
/** One review with what is recorded of it so far. */
export type Review = z.output<typeof Review>;

const selectReview = sql`
  select r.review_id, r.budget_id, r.kind, r.due_on, r.planned_on, r.covers, r.attendees, r.notified_on,
         c.by_id as care_by, c.by_name as care_by_name, c.findings as care_findings, c.learning as care_learning,
         c.capacity_or_safeguarding, c.fluctuating_need,
         m.by_id as money_by, m.by_name as money_by_name, m.findings as money_findings, m.contingency, m.surplus,
         m.surplus_pence, m.checked_until, m.expected_pence, m.actual_pence, m.variance_cause, m.variance_words,
         m.employs_assistants, m.pays_connected_person, m.past_findings, m.missing_evidence,
         x.closed_on, x.score, x.band, x.factors, x.months, x.next_due_on
    from review r
    left join review_care_part c using (review_id)
    left join review_money_part m using (review_id)
    left join review_close x using (review_id)`;

/** The reviews of a budget, newest first. */
export async function loadReviews(db: Queryable, budgetId: string): Promise<Review[]> {
  const rows = await db.query(
    sql`${selectReview} where r.budget_id = ${budgetId} order by r.recorded_at desc, r.review_id limit 500`,
  );
  return rows.map(row => Review.parse(row));
}

/** A review as the rules ask of it. */
export function openReviewOf({ plannedOn, closedOn, care, money }: Review): OpenReview {
  return { plannedOn, closedOn, carePartBy: care?.by ?? null, moneyPartBy: money?.by ?? null };
}

/** One review of this budget, or undefined. */
export async function loadReview(db: Queryable, budgetId: string, reviewId: string): Promise<Review | undefined> {
  const [row] = await db.query(sql`${selectReview} where r.review_id = ${reviewId} and r.budget_id = ${budgetId}`);
  return row && Review.parse(row);
}

/** How many announced reviews of a budget are not closed: while one is, its window is open. */
export async function countOpenReviews(db: Queryable, budgetId: string): Promise<number> {
  const [row] = await db.query(sql`
    select count(*)::integer as open from review r
     where r.budget_id = ${budgetId} and not exists (select from review_close x where x.review_id = r.review_id)`);
  return row!.open as number;
}

/** When the last closed review said that the next is due; undefined before the first is closed. */
export async function nextDueAfterLast(db: Queryable, budgetId: string): Promise<PlainDate | undefined> {
  const [row] = await db.query(
    sql`select next_due_on from review_close where budget_id = ${budgetId} order by recorded_at desc limit 1`,
  );
  return row && (row.next_due_on as PlainDate);
}

const Clock = z
  .object({
    budget_id: z.string(),
    reference: z.string(),
    person_name: z.string(),
    coordinator_id: z.string(),
    coordinator_name: z.string(),
    clock_from: plainDate,
    streams: z.array(z.string()),
    closed_reviews: z.number(),
    next_due_on: plainDate.nullable(),
    open_review_id: z.string().nullable(),
    open_planned_on: plainDate.nullable(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    reference: row.reference,
    personName: row.person_name,
    coordinatorId: row.coordinator_id,
    coordinatorName: row.coordinator_name,
    clockFrom: row.clock_from,
    streams: row.streams,
    closedReviews: row.closed_reviews,
    nextDueOn: row.next_due_on ?? undefined,
    open: row.open_review_id === null ? undefined : { reviewId: row.open_review_id, plannedOn: row.open_planned_on! },
  }));
/** What says when an active budget's next review is due (rules/review/review.ts), and the review that is open, if any. */
export type Clock = z.output<typeof Clock>;

/**
 * The clocks of every active budget of this ICB, at most `limit`, in the order of their ids. The clock starts with
 * the first credit, and where nothing is paid out with the first service that was ordered.
 */
export async function loadClocks(db: Queryable, icbCode: string, limit: number): Promise<Clock[]> {
  const rows = await db.query(sql`
    select n.budget_id, b.reference, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name,
           c.staff_user_id as coordinator_id, c.name as coordinator_name,
           coalesce(paid.first_on, served.first_on, f.starts_on) as clock_from,
           array(select stream from final_budget_stream s where s.final_budget_id = f.final_budget_id) as streams, x.closed_reviews, x.next_due_on,
           o.review_id as open_review_id, o.planned_on as open_planned_on
      from budget_now n
      join budget b using (budget_id)
      join person p on p.person_id = b.person_id
      join staff_user c on c.staff_user_id = b.care_coordinator_id
      join lateral (select final_budget_id, starts_on from final_budget f where f.budget_id = n.budget_id order by version desc limit 1) f on true
      left join (select p.budget_id, min(r.credit_on) as first_on from payment p join payment_run r using (run_id)
                  where p.ended is null and r.released_by is not null group by p.budget_id) paid on paid.budget_id = n.budget_id
      left join (select o.budget_id, min(o.from_on) as first_on from purchase_order o
                   join purchase_order_decision d on d.order_id = o.order_id and d.outcome = 'APPROVED'
                  group by o.budget_id) served on served.budget_id = n.budget_id
      cross join lateral (select count(*)::integer as closed_reviews,
                                 (array_agg(next_due_on order by recorded_at desc))[1] as next_due_on
                            from review_close x where x.budget_id = n.budget_id) x
      left join lateral (select r.review_id, r.planned_on from review r
                          where r.budget_id = n.budget_id
                            and not exists (select from review_close x where x.review_id = r.review_id)
                          order by r.recorded_at limit 1) o on true
     where n.icb_code = ${icbCode} and n.state = 'ACTIVE' and b.kind <> 'ONE_OFF_GOAL' -- R-128: a follow-up in place of reviews
       and (b.kind <> 'WHEELCHAIR' or paid.first_on is not null) -- R-134: a chair that the NHS buys is looked at every year
     order by n.budget_id limit ${limit}`);
  return rows.map(row => Clock.parse(row));
}

export type NewReview = {
  readonly budgetId: string;
  readonly kind: string;
  readonly dueOn: PlainDate;
  readonly plannedOn: PlainDate;
  readonly covers: string;
  readonly attendees: string;
  readonly notifiedOn: PlainDate;
  readonly policyVersion: string;
};

/** Stores an announced review; answers its id. */
export async function saveReview(tx: Tx, actor: Actor, review: NewReview): Promise<string> {
  const [row] = await tx.query(sql`
    insert into review (icb_code, budget_id, kind, due_on, planned_on, covers, attendees, notified_on, policy_version, by_id, by_name)
    values (${tx.icbCode}, ${review.budgetId}, ${review.kind}, ${review.dueOn}, ${review.plannedOn}, ${review.covers},
            ${review.attendees}, ${review.notifiedOn}, ${review.policyVersion}, ${actor.id}, ${actor.name})
    returning review_id`);
  return row!.review_id as string;
}

export type CarePart = {
  readonly findings: string;
  readonly learning: string;
  readonly capacityOrSafeguarding: number;
  readonly fluctuatingNeed: number;
  readonly ratings: readonly { readonly outcomeId: string; readonly rating: number; readonly words: string }[];
};

/** Stores the care part with a rating for each outcome. */
export async function saveCarePart(
  tx: Tx,
  actor: Actor,
  reviewId: string,
  heldOn: PlainDate,
  part: CarePart,
): Promise<void> {
  await tx.query(sql`
    insert into review_care_part (review_id, icb_code, findings, learning, capacity_or_safeguarding, fluctuating_need, held_on, by_id, by_name)
    values (${reviewId}, ${tx.icbCode}, ${part.findings}, ${part.learning}, ${part.capacityOrSafeguarding},
            ${part.fluctuatingNeed}, ${heldOn}, ${actor.id}, ${actor.name})`);
  await tx.query(sql`
    insert into review_outcome (review_id, outcome_id, icb_code, rating, words)
    select ${reviewId}, r.outcome_id, ${tx.icbCode}, r.rating, r.words
      from unnest(${part.ratings.map(rating => rating.outcomeId)}::uuid[], ${part.ratings.map(rating => rating.rating)}::smallint[],
                  ${part.ratings.map(rating => rating.words)}::text[]) as r (outcome_id, rating, words)`);
}

export type MoneyPart = {
  readonly findings: string;
  readonly contingency: string;
  readonly surplus: string;
  readonly employsAssistants: boolean;
  readonly paysConnectedPerson: boolean;
  readonly pastFindings: number;
  readonly missingEvidence: number;
  /** What is owed already and what is saved up for something in the plan, as people say. */
  readonly owedPence: bigint;
  readonly savingsPence: bigint;
  /** R-145; null where nothing is paid to the person. */
  readonly surplusPence: bigint | null;
  /** R-148; null before the first month is over. */
  readonly spending: ({ readonly until: PlainDate; readonly flagged: boolean } & Spending) | null;
  readonly varianceCause: VarianceCause | null;
  readonly varianceWords: string;
  /** My money as it stood: names and pence as digits. */
  readonly figures: Readonly<Record<string, string>>;
};

/** Stores the money part. */
export async function saveMoneyPart(
  tx: Tx,
  actor: Actor,
  reviewId: string,
  heldOn: PlainDate,
  part: MoneyPart,
): Promise<void> {
  await tx.query(sql`
    insert into review_money_part (review_id, icb_code, findings, contingency, surplus, employs_assistants, pays_connected_person,
                                   past_findings, missing_evidence, owed_pence, savings_pence, surplus_pence, checked_until,
                                   expected_pence, actual_pence, variance_flagged, variance_cause, variance_words,
                                   figures, held_on, by_id, by_name)
    values (${reviewId}, ${tx.icbCode}, ${part.findings}, ${part.contingency}, ${part.surplus}, ${part.employsAssistants},
            ${part.paysConnectedPerson}, ${part.pastFindings}, ${part.missingEvidence}, ${part.owedPence}, ${part.savingsPence}, ${part.surplusPence},
            ${part.spending?.until ?? null}, ${part.spending?.expectedPence ?? null}, ${part.spending?.actualPence ?? null},
            ${part.spending?.flagged ?? false}, ${part.varianceCause}, ${part.varianceWords}, ${JSON.stringify(part.figures)},
            ${heldOn}, ${actor.id}, ${actor.name})`);
}

export type Close = {
  readonly reviewId: string;
  readonly budgetId: string;
  readonly risk: RiskScore;
  readonly months: number;
  readonly nextDueOn: PlainDate;
  readonly policyVersion: string;
  readonly closedOn: PlainDate;
};

/** Closes a review with its risk score and the date of the next. */
export async function saveClose(tx: Tx, actor: Actor, close: Close): Promise<void> {
  await tx.query(sql`
    insert into review_close (review_id, icb_code, budget_id, score, band, factors, months, next_due_on, policy_version, closed_on, by_id, by_name)
    values (${close.reviewId}, ${tx.icbCode}, ${close.budgetId}, ${close.risk.total}, ${close.risk.band satisfies RiskBand},
            ${JSON.stringify(close.risk.factors)}, ${close.months}, ${close.nextDueOn}, ${close.policyVersion},
            ${close.closedOn}, ${actor.id}, ${actor.name})`);
}

/** The ratings given at a review, by outcome. */
export async function loadRatings(
  db: Queryable,
  reviewId: string,
): Promise<{ outcomeId: string; rating: number; words: string }[]> {
  const rows = await db.query(sql`
    select outcome_id, rating, words from review_outcome where review_id = ${reviewId} order by outcome_id limit 500`);
  return rows.map(row => ({
    outcomeId: row.outcome_id as string,
    rating: row.rating as number,
    words: row.words as string,
  }));
}

/** How far each outcome was reached at each closed or open review of a budget, with the day on which it was rated. */
export async function loadOutcomeRatings(
  db: Queryable,
  budgetId: string,
): Promise<{ readonly outcomeId: string; readonly rating: number; readonly words: string; readonly on: PlainDate }[]> {
  const rows = await db.query(sql`
    select o.outcome_id, o.rating, o.words, c.held_on from review_outcome o
      join review_care_part c using (review_id) join review r using (review_id)
     where r.budget_id = ${budgetId} order by c.held_on, o.outcome_id`);
  return rows.map(row => ({
    outcomeId: row.outcome_id as string,
    rating: row.rating as number,
    words: row.words as string,
    on: row.held_on as PlainDate,
  }));
}

const PlannedAndSpent = z
  .object({
    budget_id: z.string(),
    reference: z.string(),
    person_name: z.string(),
    coordinator_id: z.string(),
    starts_on: plainDate,
    yearly_pence: z.bigint(),
    start_up_pence: z.bigint(),
    spent_pence: z.bigint(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    reference: row.reference,
    personName: row.person_name,
    coordinatorId: row.coordinator_id,
    startsOn: row.starts_on,
    yearlyPence: row.yearly_pence,
    startUpPence: row.start_up_pence,
    spentPence: row.spent_pence,
  }));
/** What the plan of a budget pays through the person's account in a year, and what was spent by the end of a month. */
export type PlannedAndSpent = z.output<typeof PlannedAndSpent>;

/**
 * Every active budget of this ICB whose plan pays something to the person, in the order of their ids, at most `limit`;
 * spent until `monthEnd`, from the month totals of the ledger, bank lines that are not matched yet among it.
 */
export async function loadPlannedAndSpent(
  db: Queryable,
  icbCode: string,
  monthEnd: PlainDate,
  limit: number,
): Promise<PlannedAndSpent[]> {
  const rows = await db.query(sql`
    select n.budget_id, b.reference, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name,
           b.care_coordinator_id as coordinator_id, f.starts_on, planned.yearly_pence, planned.start_up_pence,
           coalesce(spent.pence, 0)::bigint as spent_pence
      from budget_now n
      join budget b using (budget_id)
      join person p on p.person_id = b.person_id
      join lateral (select plan_id, starts_on from final_budget f where f.budget_id = n.budget_id order by version desc limit 1) f on true
      join lateral (select coalesce(sum(i.annual_pence) filter (where i.per <> 'once'), 0)::bigint as yearly_pence,
                           coalesce(sum(i.annual_pence) filter (where i.per = 'once'), 0)::bigint as start_up_pence
                      from plan_item i
                     where i.plan_id = f.plan_id and i.removed_at is null and i.option = 'DIRECT_PAYMENT') planned
        on planned.yearly_pence + planned.start_up_pence > 0
      left join lateral (select -sum(m.moved_pence) as pence
                           from ledger_account a join ledger_month m using (ledger_account_id)
                          where a.icb_code = ${icbCode} and a.budget_id = n.budget_id and a.kind in ('used', 'pending')
                            and a.budget_year = f.starts_on and m.month <= ${monthEnd}
                            -- What the NHS or another holder buys is not spent by the person.
                            and not exists (select from plan_item i where i.plan_item_id = a.plan_line_id and i.option <> 'DIRECT_PAYMENT')) spent on true
     where n.icb_code = ${icbCode} and n.state = 'ACTIVE'
     order by n.budget_id limit ${limit}`);
  return rows.map(row => PlannedAndSpent.parse(row));
}
