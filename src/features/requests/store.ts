/**
 * Requests and the state of every budget, and the assessment that a budget is worked out from: tables `budget`,
 * `budget_state`, `care_task`, `care_task_done`, `assessment`, `assessment_entry`, `need`, `need_tag`, `outcome`, `withdrawal`.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { often, sql } from '../../platform/sql.ts';
import type { EntryKind } from '../../rules/eligibility/assessment.ts';
import type { RaisesCareTask } from '../../rules/eligibility/care-task.ts';
import { type BudgetState, TRANSITIONS, type Transition } from '../../rules/life.ts';
import type { BudgetKind } from '../../rules/options/programme.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const Budget = z
  .object({
    budget_id: z.string(),
    reference: z.string(),
    person_id: z.string(),
    kind: z.string(),
    claimed_group: z.string(),
    funding_stream: z.string(),
    requested_on: z.instanceof(Temporal.PlainDate),
    decide_by: z.instanceof(Temporal.PlainDate),
    care_coordinator_id: z.string(),
    care_coordinator_name: z.string(),
    state: z.string(),
    person_name: z.string(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    reference: row.reference,
    personId: row.person_id,
    personName: row.person_name,
    kind: row.kind,
    claimedGroup: row.claimed_group,
    fundingStream: row.funding_stream,
    requestedOn: row.requested_on,
    decideBy: row.decide_by,
    careCoordinatorId: row.care_coordinator_id,
    careCoordinatorName: row.care_coordinator_name,
    state: row.state as BudgetState,
  }));
/** One budget with its present state and the names that every page about it shows. */
export type Budget = z.output<typeof Budget>;

const selectBudget = sql`
  select b.*, s.state, c.name as care_coordinator_name,
         coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name
    from budget b
    join person p on p.person_id = b.person_id
    join staff_user c on c.staff_user_id = b.care_coordinator_id
    cross join lateral (select state from budget_state s where s.budget_id = b.budget_id order by sequence desc limit 1) s`;

/** One budget of this ICB for reading, or undefined. */
export async function loadBudget(db: Queryable, icbCode: string, budgetId: string): Promise<Budget | undefined> {
  const [row] = await db.query(often`${selectBudget} where b.budget_id = ${budgetId} and b.icb_code = ${icbCode}`);
  return row && Budget.parse(row);
}

/** The same, locked until the transaction ends: every act on a budget begins here, so acts on one budget queue up. */
export async function lockBudget(tx: Tx, budgetId: string): Promise<Budget | undefined> {
  const [held] = await tx.query(often`
    select budget_id from budget where budget_id = ${budgetId} and icb_code = ${tx.icbCode} for no key update`);
  return held && (await loadBudget(tx, tx.icbCode, budgetId));
}

/** Holds many budgets for the rest of the transaction, always in the same order. */
export async function lockBudgets(tx: Tx, budgetIds: readonly string[]): Promise<void> {
  await tx.query(sql`
    select from budget where budget_id = any (${budgetIds}::uuid[]) and icb_code = ${tx.icbCode}
     order by budget_id for no key update`);
}

/** Moves a locked budget along one transition. The caller's rule has already said that it may. */
export async function saveMove(
  tx: Tx,
  actor: Actor,
  move: { readonly budgetId: string; readonly transition: Transition; readonly happenedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
    select ${move.budgetId}, 1 + coalesce(max(sequence), 0), ${tx.icbCode}, ${TRANSITIONS[move.transition].to},
           ${move.transition}, ${actor.id}, ${actor.name}, ${move.happenedOn}
      from budget_state where budget_id = ${move.budgetId}`);
}

/** Takes a locked budget back to an earlier step, because a decision was changed when it was looked at again (T29). */
export async function saveReopening(
  tx: Tx,
  actor: Actor,
  move: { readonly budgetId: string; readonly to: BudgetState; readonly happenedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
    select ${move.budgetId}, 1 + coalesce(max(sequence), 0), ${tx.icbCode}, ${move.to}, 'T29', ${actor.id}, ${actor.name},
           ${move.happenedOn}
      from budget_state where budget_id = ${move.budgetId}`);
}

/** Raises the task to arrange the care without a budget; once for one ending. */
export async function saveCareTask(
  tx: Tx,
  task: { readonly budgetId: string; readonly transition: RaisesCareTask; readonly raisedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into care_task (icb_code, budget_id, transition, raised_on)
    values (${tx.icbCode}, ${task.budgetId}, ${task.transition}, ${task.raisedOn})
    on conflict (budget_id, transition, raised_on) do nothing`);
}

export type CareTask = {
  readonly careTaskId: string;
  readonly raisedOn: PlainDate;
  /** What was arranged and from when; undefined while the task is open. */
  readonly done: { readonly arranged: string; readonly startsOn: PlainDate; readonly byName: string } | undefined;
};

/** The latest task to arrange care without a budget, or undefined. */
export async function loadCareTask(db: Queryable, budgetId: string): Promise<CareTask | undefined> {
  const [row] = await db.query(sql`
    select t.care_task_id, t.raised_on, d.arranged, d.starts_on, d.by_name
      from care_task t left join care_task_done d using (care_task_id)
     where t.budget_id = ${budgetId} order by t.recorded_at desc, t.care_task_id limit 1`);
  return (
    row && {
      careTaskId: row.care_task_id as string,
      raisedOn: row.raised_on as PlainDate,
      done:
        row.arranged === null
          ? undefined
          : {
              arranged: row.arranged as string,
              startsOn: row.starts_on as PlainDate,
              byName: row.by_name as string,
            },
    }
  );
}

/** Closes it with what was arranged. */
export async function saveCareArranged(
  tx: Tx,
  actor: Actor,
  done: { readonly careTaskId: string; readonly arranged: string; readonly startsOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into care_task_done (care_task_id, icb_code, arranged, starts_on, by_id, by_name)
    values (${done.careTaskId}, ${tx.icbCode}, ${done.arranged}, ${done.startsOn}, ${actor.id}, ${actor.name})`);
}

export type Need = { readonly needId: string; readonly domain: string; readonly words: string; readonly met: string };
export type Outcome = {
  readonly outcomeId: string;
  readonly needId: string;
  readonly words: string;
  readonly measure: string;
  readonly importance: number | null;
};

/** The needs of a budget's assessment, oldest first, each as it is tagged now. */
export async function loadNeeds(db: Queryable, budgetId: string): Promise<Need[]> {
  const rows = await db.query(often`
    select need_id, domain, words, coalesce(now.tag, met) as met
      from need
      left join lateral (select tag from need_tag t where t.need_id = need.need_id order by version desc limit 1) now on true
     where budget_id = ${budgetId} order by recorded_at, need_id`);
  return rows.map(row => ({
    needId: row.need_id as string,
    domain: row.domain as string,
    words: row.words as string,
    met: row.met as string,
  }));
}

export type NeedTag = {
  readonly needId: string;
  readonly tag: string;
  /** The service that the NHS buys and that meets it now; '' when there is none. */
  readonly commissionedService: string;
  readonly personWantsIn: boolean;
  readonly moneyReleasable: boolean;
  readonly releasableFrom: PlainDate | undefined;
  readonly reason: string;
};

/** What was last said of each need that anything was said of. */
export async function loadNeedTags(db: Queryable, budgetId: string): Promise<NeedTag[]> {
  const rows = await db.query(sql`
    select distinct on (t.need_id) t.* from need_tag t join need n on n.need_id = t.need_id
     where n.budget_id = ${budgetId} order by t.need_id, t.version desc`);
  return rows.map(row => ({
    needId: row.need_id as string,
    tag: row.tag as string,
    commissionedService: row.commissioned_service as string,
    personWantsIn: row.person_wants_in as boolean,
    moneyReleasable: row.money_releasable as boolean,
    releasableFrom: (row.releasable_from as PlainDate | null) ?? undefined,
    reason: row.reason as string,
  }));
}

/** Stores the next word on a need. */
export async function saveNeedTag(tx: Tx, actor: Actor, tag: NeedTag): Promise<void> {
  await tx.query(sql`
    insert into need_tag (icb_code, need_id, version, tag, commissioned_service, person_wants_in, money_releasable,
           releasable_from, reason, by_id, by_name)
    select ${tx.icbCode}, ${tag.needId}, 1 + coalesce(max(version), 0), ${tag.tag}, ${tag.commissionedService},
           ${tag.personWantsIn}::boolean, ${tag.moneyReleasable}::boolean, ${tag.releasableFrom ?? null}::date, ${tag.reason},
           ${actor.id}::uuid, ${actor.name}
      from need_tag where need_id = ${tag.needId}`);
}

export type HeldService = {
  readonly service: string;
  /** Needs of people who want the service's money in their budget. */
  readonly needs: number;
  readonly people: number;
  /** The first day on which some of the money is expected to come free. */
  readonly releasableFrom: PlainDate | undefined;
};

/** What people want in their budget and the board cannot release yet, service by service, most wanted first. */
export async function loadHeldServices(db: Queryable, icbCode: string, limit: number): Promise<HeldService[]> {
  const rows = await db.query(sql`
    select lower(commissioned_service) as service, count(*)::integer as needs,
           count(distinct b.person_id)::integer as people, min(now.releasable_from) as releasable_from
      from (select distinct on (need_id) * from need_tag where icb_code = ${icbCode} order by need_id, version desc) now
      join need n on n.need_id = now.need_id
      join budget b on b.budget_id = n.budget_id
     where now.tag = 'NOT_RELEASABLE'
     group by 1 order by 2 desc, 1 limit ${limit}`);
  return rows.map(row => ({
    service: row.service as string,
    needs: row.needs as number,
    people: row.people as number,
    releasableFrom: (row.releasable_from as PlainDate | null) ?? undefined,
  }));
}

/** The outcomes agreed with the person, oldest first. */
export async function loadOutcomes(db: Queryable, budgetId: string): Promise<Outcome[]> {
  const rows = await db.query(sql`
    select outcome_id, need_id, words, measure, importance from outcome where budget_id = ${budgetId} order by recorded_at, outcome_id`);
  return rows.map(row => ({
    outcomeId: row.outcome_id as string,
    needId: row.need_id as string,
    words: row.words as string,
    measure: row.measure as string,
    importance: row.importance as number | null,
  }));
}

export type NewBudget = {
  readonly personId: string;
  readonly enquiryId: string | null;
  readonly enquiredOn: PlainDate;
  readonly kind: BudgetKind;
  readonly claimedGroup: string;
  readonly fundingStream: string;
  readonly requester: string;
  readonly requesterRole: 'PERSON' | 'REPRESENTATIVE' | 'PROFESSIONAL';
  readonly toldOptional: boolean;
  readonly preferredOptions: readonly string[];
  readonly requestedOn: PlainDate;
  readonly decideBy: PlainDate;
  readonly policyVersion: string;
  readonly careCoordinatorId: string;
};

/** Opens a case under the next reference, with its first two states: the enquiry (T01) and the request (T02). */
export async function saveRequest(
  tx: Tx,
  actor: Actor,
  budget: NewBudget,
): Promise<{ readonly budgetId: string; readonly reference: string }> {
  const [row] = await tx.query(sql`
    insert into budget (icb_code, reference, person_id, enquiry_id, kind, claimed_group, funding_stream, requester,
                        requester_role, told_optional, preferred_options, requested_on, decide_by, policy_version,
                        care_coordinator_id)
    values (${tx.icbCode}, 'PHB' || nextval('budget_reference_number'), ${budget.personId}, ${budget.enquiryId}, ${budget.kind},
            ${budget.claimedGroup}, ${budget.fundingStream}, ${budget.requester}, ${budget.requesterRole},
            ${budget.toldOptional}, ${budget.preferredOptions}, ${budget.requestedOn}, ${budget.decideBy},
            ${budget.policyVersion}, ${budget.careCoordinatorId})
    returning budget_id, reference`);
  const opened = { budgetId: row!.budget_id as string, reference: row!.reference as string };
  await tx.query(sql`
    insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
    values (${opened.budgetId}, 1, ${tx.icbCode}, 'ENQUIRY', 'T01', ${actor.id}, ${actor.name}, ${budget.enquiredOn})`);
  await saveMove(tx, actor, { budgetId: opened.budgetId, transition: 'T02', happenedOn: budget.requestedOn });
  return opened;
}

export type Case = {
  readonly budgetId: string;
  readonly reference: string;
  readonly personName: string;
  readonly state: BudgetState;
  readonly requestedOn: PlainDate;
  readonly decideBy: PlainDate;
  /** Since when it has been in this state. */
  readonly since: PlainDate;
  readonly careCoordinatorName: string;
};

/** The cases of this ICB that are in one of these states, oldest clock first: `limit` of them from place `from`. */
export async function loadCases(
  db: Queryable,
  icbCode: string,
  which: { readonly states: readonly BudgetState[]; readonly from: number; readonly limit: number },
): Promise<Case[]> {
  const rows = await db.query(sql`
    select b.budget_id, b.reference, b.requested_on, b.decide_by, s.state, s.happened_on as since,
           c.name as care_coordinator_name,
           coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name
      from budget b
      cross join lateral (select state, happened_on from budget_state s
                           where s.budget_id = b.budget_id order by sequence desc limit 1) s
      join person p on p.person_id = b.person_id
      join staff_user c on c.staff_user_id = b.care_coordinator_id
     where b.icb_code = ${icbCode} and s.state = any(${which.states})
     order by b.decide_by, b.budget_id
     limit ${which.limit} offset ${which.from}`);
  return rows.map(row => ({
    budgetId: row.budget_id as string,
    reference: row.reference as string,
    personName: row.person_name as string,
    state: row.state as BudgetState,
    requestedOn: row.requested_on as PlainDate,
    decideBy: row.decide_by as PlainDate,
    since: row.since as PlainDate,
    careCoordinatorName: row.care_coordinator_name as string,
  }));
}

/** The budgets of one person, newest request first. */
export async function loadBudgetsOf(db: Queryable, icbCode: string, personId: string): Promise<Budget[]> {
  const rows = await db.query(sql`
    ${selectBudget} where b.icb_code = ${icbCode} and b.person_id = ${personId} order by b.requested_on desc, b.budget_id`);
  return rows.map(row => Budget.parse(row));
}

export type PastState = {
  readonly state: BudgetState;
  readonly transition: string;
  readonly byId: string;
  readonly byName: string;
  readonly happenedOn: PlainDate;
};

/** Every state that this budget has been in, oldest first. */
export async function loadHistory(db: Queryable, budgetId: string): Promise<PastState[]> {
  const rows = await db.query(sql`
    select state, transition, by_id, by_name, happened_on from budget_state where budget_id = ${budgetId} order by sequence`);
  return rows.map(row => ({
    state: row.state as BudgetState,
    transition: row.transition as string,
    byId: row.by_id as string,
    byName: row.by_name as string,
    happenedOn: row.happened_on as PlainDate,
  }));
}

export type Entry = { readonly kind: EntryKind; readonly words: string; readonly choseNotToSay: boolean };

/** Adds an entry about the person's life; answers its id. */
export async function saveEntry(tx: Tx, actor: Actor, entry: Entry & { readonly budgetId: string }): Promise<string> {
  const [row] = await tx.query(sql`
    insert into assessment_entry (icb_code, budget_id, kind, words, chose_not_to_say, by_id, by_name)
    values (${tx.icbCode}, ${entry.budgetId}, ${entry.kind}, ${entry.words}, ${entry.choseNotToSay}, ${actor.id}, ${actor.name})
    returning assessment_entry_id`);
  return row!.assessment_entry_id as string;
}

/** What the person and those around them said, oldest first. */
export async function loadEntries(db: Queryable, budgetId: string): Promise<Entry[]> {
  const rows = await db.query(sql`
    select kind, words, chose_not_to_say from assessment_entry where budget_id = ${budgetId}
     order by recorded_at, assessment_entry_id`);
  return rows.map(row => ({
    kind: row.kind as EntryKind,
    words: row.words as string,
    choseNotToSay: row.chose_not_to_say as boolean,
  }));
}

/** Adds a need; answers its id. */
export async function saveNeed(
  tx: Tx,
  actor: Actor,
  need: Omit<Need, 'needId'> & { readonly budgetId: string },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into need (icb_code, budget_id, domain, words, met, by_id, by_name)
    values (${tx.icbCode}, ${need.budgetId}, ${need.domain}, ${need.words}, ${need.met}, ${actor.id}, ${actor.name})
    returning need_id`);
  return row!.need_id as string;
}

/** Adds an outcome; answers its id. */
export async function saveOutcome(
  tx: Tx,
  actor: Actor,
  outcome: Omit<Outcome, 'outcomeId'> & { readonly budgetId: string },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into outcome (icb_code, budget_id, need_id, words, measure, importance, by_id, by_name)
    values (${tx.icbCode}, ${outcome.budgetId}, ${outcome.needId}, ${outcome.words}, ${outcome.measure},
            ${outcome.importance}, ${actor.id}, ${actor.name})
    returning outcome_id`);
  return row!.outcome_id as string;
}

export type Assessment = {
  readonly sources: readonly string[];
  readonly risks: string;
  readonly carerInput: string;
  readonly communicationNeeds: string;
  /** Safeguarding, or a lack of capacity. */
  readonly vulnerable: boolean;
  readonly assessedOn: PlainDate;
};

/** Stores the completed assessment (T06); answers its id. */
export async function saveAssessment(
  tx: Tx,
  actor: Actor,
  assessment: Assessment & { readonly budgetId: string },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into assessment (icb_code, budget_id, sources, risks, carer_input, communication_needs, vulnerable,
                            assessed_on, by_id, by_name)
    values (${tx.icbCode}, ${assessment.budgetId}, ${assessment.sources}, ${assessment.risks}, ${assessment.carerInput},
            ${assessment.communicationNeeds}, ${assessment.vulnerable}, ${assessment.assessedOn}, ${actor.id}, ${actor.name})
    returning assessment_id`);
  return row!.assessment_id as string;
}

/** The latest completed assessment, or undefined before there is one. */
export async function loadAssessment(
  db: Queryable,
  budgetId: string,
): Promise<(Assessment & { readonly byId: string; readonly byName: string }) | undefined> {
  const [row] = await db.query(sql`
    select * from assessment where budget_id = ${budgetId} order by recorded_at desc, assessment_id limit 1`);
  return (
    row && {
      sources: row.sources as string[],
      risks: row.risks as string,
      carerInput: row.carer_input as string,
      communicationNeeds: row.communication_needs as string,
      vulnerable: row.vulnerable as boolean,
      assessedOn: row.assessed_on as PlainDate,
      byId: row.by_id as string,
      byName: row.by_name as string,
    }
  );
}

/** Gives a locked case to another care co-ordinator; who had it before stays known. */
export async function saveHandOver(
  tx: Tx,
  actor: Actor,
  change: {
    readonly budgetId: string;
    readonly fromId: string;
    readonly toId: string;
    readonly reason: string;
    readonly changedOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into care_coordinator_change (icb_code, budget_id, from_staff_user_id, to_staff_user_id, reason, changed_on, by_id, by_name)
    values (${tx.icbCode}, ${change.budgetId}, ${change.fromId}, ${change.toId}, ${change.reason}, ${change.changedOn},
            ${actor.id}, ${actor.name})`);
  await tx.query(sql`
    update budget set care_coordinator_id = ${change.toId} where budget_id = ${change.budgetId}`);
}

export type Withdrawal = {
  readonly reason: string;
  readonly words: string;
  readonly wantsPlan: boolean;
  readonly withdrawnOn: PlainDate;
};

/** Records that the person withdrew (T05); answers its id. */
export async function saveWithdrawal(
  tx: Tx,
  actor: Actor,
  withdrawal: Withdrawal & { readonly budgetId: string },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into withdrawal (icb_code, budget_id, reason, words, wants_plan, withdrawn_on, by_id, by_name)
    values (${tx.icbCode}, ${withdrawal.budgetId}, ${withdrawal.reason}, ${withdrawal.words}, ${withdrawal.wantsPlan},
            ${withdrawal.withdrawnOn}, ${actor.id}, ${actor.name})
    returning withdrawal_id`);
  return row!.withdrawal_id as string;
}
