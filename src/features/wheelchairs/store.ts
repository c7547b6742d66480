/**
 * Wheelchairs: tables `chair_prescription`, `chair_choice`, `chair_contribution`, `chair_order`, `chair_issue` and
 * `chair_check`. The newest prescription and the newest choice count.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { WheelchairOption } from '../../rules/options/wheelchair.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const PrescriptionRow = z
  .object({
    version: z.number(),
    category: z.string(),
    need: z.string(),
    changed: z.string(),
    fast_changing: z.boolean(),
    nhs_cost_pence: z.bigint(),
    maintenance_pence: z.bigint(),
    assessed_on: plainDate,
    by_name: z.string(),
  })
  .transform(row => ({
    version: row.version,
    category: row.category,
    need: row.need,
    changed: row.changed,
    fastChanging: row.fast_changing,
    nhsCostPence: row.nhs_cost_pence,
    maintenancePence: row.maintenance_pence,
    assessedOn: row.assessed_on,
    byName: row.by_name,
  }));
export type StoredPrescription = z.output<typeof PrescriptionRow>;

const ChoiceRow = z
  .object({
    version: z.number(),
    option: z.custom<WheelchairOption>(),
    label: z.string(),
    extras: z.string(),
    category: z.string(),
    chosen_pence: z.bigint(),
    nhs_pays_pence: z.bigint(),
    others_pay_pence: z.bigint(),
    clinician: z.string(),
    owner: z.enum(['NHS', 'PERSON']),
    repairs_chair: z.enum(['NHS', 'PERSON']),
    chosen_on: plainDate,
  })
  .transform(row => ({
    version: row.version,
    option: row.option,
    label: row.label,
    extras: row.extras,
    category: row.category,
    chosenPence: row.chosen_pence,
    nhsPaysPence: row.nhs_pays_pence,
    othersPayPence: row.others_pay_pence,
    clinician: row.clinician,
    owner: row.owner,
    repairsChair: row.repairs_chair,
    chosenOn: row.chosen_on,
  }));
export type StoredChoice = z.output<typeof ChoiceRow>;

export type StoredContribution = {
  readonly stream: string;
  readonly payer: string;
  readonly pence: bigint;
  readonly conditions: string;
  readonly agreedOn: PlainDate;
};
export type StoredOrder = { readonly supplier: string; readonly reference: string; readonly orderedOn: PlainDate };
export type StoredIssue = { readonly serial: string; readonly issuedOn: PlainDate; readonly nextOn: PlainDate };
export type StoredCheck = {
  readonly suits: boolean;
  readonly needChanged: boolean;
  readonly words: string;
  readonly checkedOn: PlainDate;
};

/** Everything that is known of the chair of one budget. */
export type Chair = {
  /** Oldest first; the last counts. */
  readonly prescriptions: readonly StoredPrescription[];
  readonly choice: StoredChoice | undefined;
  readonly contributions: readonly StoredContribution[];
  readonly order: StoredOrder | undefined;
  readonly issue: StoredIssue | undefined;
  readonly checks: readonly StoredCheck[];
};

/** The chair of one budget, as far as it has come. */
export async function loadChair(db: Queryable, budgetId: string): Promise<Chair> {
  const prescriptions = await db.query(sql`
    select * from chair_prescription where budget_id = ${budgetId} order by version`);
  const [choice] = await db.query(sql`
    select * from chair_choice where budget_id = ${budgetId} order by version desc limit 1`);
  const contributions = await db.query(sql`
    select * from chair_contribution where budget_id = ${budgetId} order by recorded_at, chair_contribution_id`);
  const [order] = await db.query(sql`select * from chair_order where budget_id = ${budgetId}`);
  const [issue] = await db.query(sql`select * from chair_issue where budget_id = ${budgetId}`);
  const checks = await db.query(sql`
    select * from chair_check where budget_id = ${budgetId} order by checked_on, recorded_at, chair_check_id`);
  return {
    prescriptions: prescriptions.map(row => PrescriptionRow.parse(row)),
    choice: choice && ChoiceRow.parse(choice),
    contributions: contributions.map(row => ({
      stream: row.stream as string,
      payer: row.payer as string,
      pence: row.pence as bigint,
      conditions: row.conditions as string,
      agreedOn: row.agreed_on as PlainDate,
    })),
    order: order && {
      supplier: order.supplier as string,
      reference: order.reference as string,
      orderedOn: order.ordered_on as PlainDate,
    },
    issue: issue && {
      serial: issue.serial as string,
      issuedOn: issue.issued_on as PlainDate,
      nextOn: issue.next_on as PlainDate,
    },
    checks: checks.map(row => ({
      suits: row.suits as boolean,
      needChanged: row.need_changed as boolean,
      words: row.words as string,
      checkedOn: row.checked_on as PlainDate,
    })),
  };
}

/** Whether the chair of a budget has come. */
export async function isChairIssued(db: Queryable, budgetId: string): Promise<boolean> {
  return (await db.query(sql`select from chair_issue where budget_id = ${budgetId}`)).length > 0;
}

/** The day on which this person's latest chair of another budget came, or undefined. */
export async function loadLastIssue(
  db: Queryable,
  budget: { readonly budgetId: string; readonly personId: string },
): Promise<PlainDate | undefined> {
  const [row] = await db.query(sql`
    select max(i.issued_on) as last_on from chair_issue i join budget b using (budget_id)
     where b.person_id = ${budget.personId} and b.budget_id <> ${budget.budgetId}`);
  return (row!.last_on as PlainDate | null) ?? undefined;
}

export type NewPrescription = Omit<StoredPrescription, 'version' | 'byName'> & { readonly budgetId: string };

/** Stores the next prescription of a budget. Answers its version. */
export async function savePrescription(tx: Tx, actor: Actor, given: NewPrescription): Promise<number> {
  const [row] = await tx.query(sql`
    insert into chair_prescription (budget_id, version, icb_code, category, need, changed, fast_changing, nhs_cost_pence,
                                    maintenance_pence, assessed_on, by_id, by_name)
    select ${given.budgetId}::uuid, 1 + coalesce(max(version), 0), ${tx.icbCode}, ${given.category}, ${given.need},
           ${given.changed}, ${given.fastChanging}::boolean, ${given.nhsCostPence}::bigint, ${given.maintenancePence}::bigint,
           ${given.assessedOn}::date, ${actor.id}::uuid, ${actor.name}
      from chair_prescription where budget_id = ${given.budgetId}
    returning version`);
  return row!.version as number;
}

export type NewChoice = Omit<StoredChoice, 'version'> & {
  readonly budgetId: string;
  readonly prescriptionVersion: number;
};

/** Stores the next choice of a budget. */
export async function saveChoice(tx: Tx, actor: Actor, given: NewChoice): Promise<void> {
  await tx.query(sql`
    insert into chair_choice (budget_id, version, icb_code, prescription_version, option, label, extras, category, chosen_pence,
                              nhs_pays_pence, others_pay_pence, clinician, owner, repairs_chair, chosen_on, by_id, by_name)
    select ${given.budgetId}::uuid, 1 + coalesce(max(version), 0), ${tx.icbCode}, ${given.prescriptionVersion}::integer,
           ${given.option}, ${given.label}, ${given.extras}, ${given.category}, ${given.chosenPence}::bigint,
           ${given.nhsPaysPence}::bigint, ${given.othersPayPence}::bigint, ${given.clinician}, ${given.owner},
           ${given.repairsChair}, ${given.chosenOn}::date, ${actor.id}::uuid, ${actor.name}
      from chair_choice where budget_id = ${given.budgetId}`);
}

/** Stores what another body adds. */
export async function saveContribution(
  tx: Tx,
  actor: Actor,
  given: StoredContribution & { readonly budgetId: string },
): Promise<void> {
  await tx.query(sql`
    insert into chair_contribution (icb_code, budget_id, stream, payer, pence, conditions, agreed_on, by_id, by_name)
    values (${tx.icbCode}, ${given.budgetId}, ${given.stream}, ${given.payer}, ${given.pence}, ${given.conditions},
            ${given.agreedOn}, ${actor.id}, ${actor.name})`);
}

/** Stores the order of the chair that was chosen last. */
export async function saveOrder(
  tx: Tx,
  actor: Actor,
  given: StoredOrder & { readonly budgetId: string; readonly choiceVersion: number },
): Promise<void> {
  await tx.query(sql`
    insert into chair_order (budget_id, icb_code, choice_version, supplier, reference, ordered_on, by_id, by_name)
    values (${given.budgetId}, ${tx.icbCode}, ${given.choiceVersion}, ${given.supplier}, ${given.reference},
            ${given.orderedOn}, ${actor.id}, ${actor.name})`);
}

/** Stores that the chair came. */
export async function saveIssue(
  tx: Tx,
  actor: Actor,
  given: StoredIssue & { readonly budgetId: string; readonly policyVersion: string },
): Promise<void> {
  await tx.query(sql`
    insert into chair_issue (budget_id, icb_code, serial, issued_on, next_on, policy_version, by_id, by_name)
    values (${given.budgetId}, ${tx.icbCode}, ${given.serial}, ${given.issuedOn}, ${given.nextOn}, ${given.policyVersion},
            ${actor.id}, ${actor.name})`);
}

/** Stores a look at the chair. */
export async function saveCheck(
  tx: Tx,
  actor: Actor,
  given: StoredCheck & { readonly budgetId: string },
): Promise<void> {
  await tx.query(sql`
    insert into chair_check (icb_code, budget_id, suits, need_changed, words, checked_on, by_id, by_name)
    values (${tx.icbCode}, ${given.budgetId}, ${given.suits}, ${given.needChanged}, ${given.words}, ${given.checkedOn},
            ${actor.id}, ${actor.name})`);
}

const IssuedRow = z
  .object({
    budget_id: z.string(),
    reference: z.string(),
    person_name: z.string(),
    date_of_birth: plainDate,
    label: z.string(),
    fast_changing: z.boolean(),
    last_on: plainDate,
    next_on: plainDate,
  })
  .transform(row => ({
    budgetId: row.budget_id,
    reference: row.reference,
    personName: row.person_name,
    dateOfBirth: row.date_of_birth,
    label: row.label,
    fastChanging: row.fast_changing,
    lastOn: row.last_on,
    nextOn: row.next_on,
  }));
/** A chair that somebody has, and when it was last looked at, or came. */
export type IssuedChair = z.output<typeof IssuedRow>;

/** The chairs that people of this ICB have, those looked at longest ago first; at most 500. */
export async function loadIssuedChairs(db: Queryable, icbCode: string): Promise<IssuedChair[]> {
  const rows = await db.query(sql`
    select i.budget_id, b.reference, p.date_of_birth, i.next_on, c.label, q.fast_changing,
           coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name,
           coalesce((select max(checked_on) from chair_check k where k.budget_id = i.budget_id), i.issued_on) as last_on
      from chair_issue i
      join chair_order o using (budget_id)
      join chair_choice c on c.budget_id = i.budget_id and c.version = o.choice_version
      join chair_prescription q on q.budget_id = i.budget_id and q.version = c.prescription_version
      join budget b on b.budget_id = i.budget_id
      join person p on p.person_id = b.person_id
     where i.icb_code = ${icbCode}
     order by last_on, i.budget_id limit 500`);
  return rows.map(row => IssuedRow.parse(row));
}
