/**
 * What is seen and decided before the lines of a plan are paid: tables `connected_payee_decision`,
 * `provider_registration`, `employer_cover`, `assistant_check`.
 *
 * Nothing here is updated: of a payee, a provider, an employer and an assistant the newest row counts.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { ConnectedDecision, Necessity } from '../../../rules/plan/connected-person.ts';
import type { Assistant, Cover } from '../../../rules/plan/employment.ts';
import type { Registration } from '../../../rules/plan/plan-checks.ts';
import type { Actor } from '../../../values/actor.ts';
import { type PlainDate, readIsoDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

export type StoredConnectedDecision = ConnectedDecision & {
  readonly payee: string;
  readonly reason: string;
  readonly byName: string;
};

/** The newest decision on each connected payee, by the payee's name. */
export async function loadConnectedDecisions(
  db: Queryable,
  budgetId: string,
): Promise<ReadonlyMap<string, StoredConnectedDecision>> {
  const rows = await db.query(sql`
    select distinct on (payee) payee, satisfied, reason, by_name, decided_on, renew_on from connected_payee_decision
     where budget_id = ${budgetId} order by payee, connected_payee_decision_id desc`);
  return new Map(
    rows.map(row => [
      row.payee as string,
      {
        payee: row.payee as string,
        satisfied: row.satisfied as boolean,
        reason: row.reason as string,
        byName: row.by_name as string,
        decidedOn: row.decided_on as PlainDate,
        renewOn: row.renew_on as PlainDate,
      },
    ]),
  );
}

export type NewConnectedDecision = ConnectedDecision & {
  readonly budgetId: string;
  readonly payee: string;
  readonly necessity: Necessity;
  readonly reason: string;
  readonly alternatives: string;
  readonly directorName: string;
  readonly policyVersion: string;
};

/** Stores what the board decided on a connected payee. */
export async function saveConnectedDecision(tx: Tx, actor: Actor, decision: NewConnectedDecision): Promise<void> {
  await tx.query(sql`
    insert into connected_payee_decision (icb_code, budget_id, payee, satisfied, necessity, reason, alternatives,
           director_name, policy_version, decided_on, renew_on, by_id, by_name)
    values (${tx.icbCode}, ${decision.budgetId}, ${decision.payee}, ${decision.satisfied}, ${decision.necessity},
            ${decision.reason}, ${decision.alternatives}, ${decision.directorName}, ${decision.policyVersion},
            ${decision.decidedOn}, ${decision.renewOn}, ${actor.id}, ${actor.name})`);
}

/** The providers whose registration was seen, by name, each with its newest number. */
export async function loadRegistrations(db: Queryable, budgetId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query(sql`
    select distinct on (provider) provider, number from provider_registration
     where budget_id = ${budgetId} order by provider, provider_registration_id desc`);
  return new Map(rows.map(row => [row.provider as string, row.number as string]));
}

/** Stores that a registration was seen. */
export async function saveRegistration(
  tx: Tx,
  actor: Actor,
  registration: Registration & { readonly budgetId: string; readonly seenOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into provider_registration (icb_code, budget_id, provider, regulated, number, indemnity, seen_on, by_id, by_name)
    values (${tx.icbCode}, ${registration.budgetId}, ${registration.provider}, ${registration.regulated},
            ${registration.number}, ${registration.indemnity ?? null}, ${registration.seenOn}, ${actor.id}, ${actor.name})`);
}

export type StoredCover = Cover & {
  readonly insurer: string;
  readonly policyNumber: string;
  /** Who runs the payroll, and the reference with the tax office. */
  readonly payroll: string;
};

const CoverRow = z
  .object({
    insurer: z.string(),
    policy_number: z.string(),
    limit_pence: z.bigint(),
    from_on: plainDate,
    to_on: plainDate,
    payroll: z.string(),
  })
  .transform(
    (row): StoredCover => ({
      insurer: row.insurer,
      policyNumber: row.policy_number,
      limitPence: row.limit_pence,
      from: row.from_on,
      to: row.to_on,
      payroll: row.payroll,
    }),
  );

/** The employer's newest insurance, or undefined. */
export async function loadCover(db: Queryable, budgetId: string): Promise<StoredCover | undefined> {
  const [row] = await db.query(sql`
    select * from employer_cover where budget_id = ${budgetId} order by employer_cover_id desc limit 1`);
  return row && CoverRow.parse(row);
}

/** Stores the employer's insurance. */
export async function saveCover(
  tx: Tx,
  actor: Actor,
  cover: StoredCover & { readonly budgetId: string },
): Promise<void> {
  await tx.query(sql`
    insert into employer_cover (icb_code, budget_id, insurer, policy_number, limit_pence, from_on, to_on, payroll, by_id, by_name)
    values (${tx.icbCode}, ${cover.budgetId}, ${cover.insurer}, ${cover.policyNumber}, ${cover.limitPence}, ${cover.from},
            ${cover.to}, ${cover.payroll}, ${actor.id}, ${actor.name})`);
}

export type StoredAssistant = Assistant & { readonly worksUntil: PlainDate | undefined };

const day = z
  .string()
  .nullish()
  .transform(text => (text ? readIsoDate(text) : undefined));

const AssistantRow = z
  .object({
    name: z.string(),
    works_from: plainDate,
    works_until: plainDate.nullable(),
    right_to_work_on: plainDate.nullable(),
    references_on: plainDate.nullable(),
    contract_on: plainDate.nullable(),
    dbs: z.enum(['SEEN', 'NOT_ELIGIBLE', 'TO_COME']),
    tasks: z.array(z.object({ task: z.string(), signedOffOn: day, expiresOn: day })),
  })
  .transform(
    (row): StoredAssistant => ({
      name: row.name,
      worksFrom: row.works_from,
      worksUntil: row.works_until ?? undefined,
      rightToWorkOn: row.right_to_work_on ?? undefined,
      referencesOn: row.references_on ?? undefined,
      contractOn: row.contract_on ?? undefined,
      dbs: row.dbs,
      tasks: row.tasks,
    }),
  );

/** The assistants whom the person employs on a day or later, by name, each as it was last recorded. */
export async function loadAssistants(db: Queryable, budgetId: string, on: PlainDate): Promise<StoredAssistant[]> {
  const rows = await db.query(sql`
    select * from (
      select distinct on (name) * from assistant_check where budget_id = ${budgetId} order by name, assistant_check_id desc) newest
     where works_until is null or works_until >= ${on} order by name`);
  return rows.map(row => AssistantRow.parse(row));
}

/** Stores what was seen of an assistant. */
export async function saveAssistant(
  tx: Tx,
  actor: Actor,
  assistant: StoredAssistant & { readonly budgetId: string },
): Promise<void> {
  const tasks = assistant.tasks.map(({ task, signedOffOn, expiresOn }) => ({
    task,
    signedOffOn: signedOffOn?.toString() ?? null,
    expiresOn: expiresOn?.toString() ?? null,
  }));
  await tx.query(sql`
    insert into assistant_check (icb_code, budget_id, name, works_from, works_until, right_to_work_on, references_on,
           contract_on, dbs, tasks, by_id, by_name)
    values (${tx.icbCode}, ${assistant.budgetId}, ${assistant.name}, ${assistant.worksFrom}, ${assistant.worksUntil ?? null},
            ${assistant.rightToWorkOn ?? null}, ${assistant.referencesOn ?? null}, ${assistant.contractOn ?? null},
            ${assistant.dbs}, ${JSON.stringify(tasks)}, ${actor.id}, ${actor.name})`);
}
