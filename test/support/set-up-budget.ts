/**
 * A budget that stands before its agreement (BUDGET_SET), as the plan's approval left it, and the acts that bring it
 * on: what the tests of agreements and payments begin with.
 */
import { randomUUID } from 'node:crypto';
import { type AccountInput, enterAccount } from '../../src/features/agreements/enter-account.ts';
import { giveConsent } from '../../src/features/agreements/give-consent.ts';
import { offerAgreement } from '../../src/features/agreements/offer-agreement.ts';
import { signAgreement, signAgreementForIcb } from '../../src/features/agreements/sign-agreement.ts';
import { loadAgreement } from '../../src/features/agreements/store.ts';
import { verifyAccount } from '../../src/features/agreements/verify-account.ts';
import { postJournals } from '../../src/features/ledger/store.ts';
import { savePlanItem } from '../../src/features/plans/store.ts';
import { sql } from '../../src/platform/sql.ts';
import type { Tools } from '../../src/platform/tools.ts';
import { restWith } from '../../src/rules/options/options.ts';
import { budgetAgreed } from '../../src/rules/payment/journals.ts';
import type { ItemChecks } from '../../src/rules/plan/plan-checks.ts';
import type { Actor } from '../../src/values/actor.ts';
import { readIsoDate } from '../../src/values/dates.ts';
import { total } from '../../src/values/pence.ts';
import { makePerson, makeStaff } from './actors.ts';
import { command, must } from './cases.ts';

/** Everybody that a payment needs, each in one role. */
export type Staff = Readonly<Record<'coordinator' | 'finance' | 'preparer' | 'releaser', Actor>>;

export async function makePayingStaff(tools: Tools, icbCode: string): Promise<Staff> {
  return {
    coordinator: await makeStaff(tools.db, icbCode, ['care-coordinator'], { name: 'Nurse Nan' }),
    finance: await makeStaff(tools.db, icbCode, ['finance-officer'], { name: 'Finn Officer' }),
    preparer: await makeStaff(tools.db, icbCode, ['payment-preparer'], { name: 'Pru Preparer' }),
    releaser: await makeStaff(tools.db, icbCode, ['payment-releaser'], { name: 'Rel Releaser' }),
  };
}

export type SetBudgetSpec = {
  /** ISO; the first day of the budget year. */
  readonly startsOn?: string;
  /** Lines of the year without the contingency; each a direct payment unless told. */
  readonly items?: readonly {
    readonly annualPence: bigint;
    readonly category?: string;
    readonly option?: 'DIRECT_PAYMENT' | 'THIRD_PARTY' | 'NOTIONAL';
    readonly once?: boolean;
    readonly provider?: string;
    /** What is said of the payee. */
    readonly checks?: ItemChecks;
  }[];
  readonly contingencyPence?: bigint;
  readonly dateOfBirth?: string;
  readonly familyName?: string;
  /** Whoever signs in through the stand-in needs one. */
  readonly nhsNumber?: string;
  /** Whose it is, where that is not somebody new. */
  readonly person?: Actor;
};

export type SetBudget = { readonly budgetId: string; readonly person: Actor; readonly reference: string };

/** A budget of £31,200.00 from 1 December 2026 unless told: £28,800.00 of lines and £2,400.00 for emergencies. */
export async function makeSetBudget(tools: Tools, staff: Staff, spec: SetBudgetSpec = {}): Promise<SetBudget> {
  const { coordinator, finance } = staff;
  const { icbCode } = coordinator;
  const person =
    spec.person ??
    (await makePerson(tools.db, icbCode, {
      dateOfBirth: spec.dateOfBirth ?? '1964-03-02',
      familyName: spec.familyName ?? 'Person',
      nhsNumber: spec.nhsNumber ?? null,
    }));
  const startsOn = readIsoDate(spec.startsOn ?? '2026-12-01')!;
  const items = (spec.items ?? [{ annualPence: 2_880_000n }]).map(item => ({
    category: 'THERAPY',
    option: 'DIRECT_PAYMENT' as const,
    once: false,
    ...item,
  }));
  const contingencyPence = spec.contingencyPence ?? 240_000n;
  const sumOf = (chosen: typeof items) => total(chosen.map(item => item.annualPence));
  const startUpPence = sumOf(items.filter(item => item.once));
  const linesPence = sumOf(items) - startUpPence;
  const finalPence = sumOf(items) + contingencyPence;
  const contingencyWith = restWith(items);
  const elsewhere =
    sumOf(items.filter(item => item.option !== 'DIRECT_PAYMENT')) +
    (contingencyWith === 'DIRECT_PAYMENT' ? 0n : contingencyPence);
  const budgetId = randomUUID();
  const [planId, proposedId, finalBudgetId] = [randomUUID(), randomUUID(), randomUUID()];
  const today = tools.today();

  return tools.db.transaction(coordinator, async tx => {
    const [made] = await tx.query(sql`
      insert into budget (budget_id, icb_code, reference, person_id, kind, claimed_group, requester, requester_role,
                          told_optional, requested_on, decide_by, policy_version, care_coordinator_id)
      values (${budgetId}, ${icbCode}, 'PHB' || nextval('budget_reference_number'), ${person.id}, 'ONGOING', 'CHC_STANDARD',
              'Test', 'PERSON', true, ${today}, ${today}, 'default-1', ${coordinator.id}) returning reference`);
    await tx.query(sql`
      insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
      values (${budgetId}, 1, ${icbCode}, 'BUDGET_SET', 'T13', ${finance.id}, ${finance.name}, ${today})`);
    await tx.query(sql`
      insert into plan (plan_id, icb_code, budget_id, version, started_on, by_id, by_name)
      values (${planId}, ${icbCode}, ${budgetId}, 1, ${today}, ${coordinator.id}, ${coordinator.name})`);
    for (const [index, item] of items.entries())
      await savePlanItem(tx, coordinator, planId, {
        label: `Line ${index + 1}`,
        category: item.category,
        provider: item.provider ?? 'Somebody',
        arrangedBy: 'PERSON',
        quantity: { tenThousandths: 10_000n },
        unit: 'item',
        per: item.once ? 'once' : 'year',
        times: 1,
        unitPence: item.annualPence,
        annualPence: item.annualPence,
        startsOn: undefined,
        endsOn: undefined,
        option: item.option,
        stream: 'NHS_CHC',
        promised: false,
        confidence: undefined,
        outcomeIds: [],
        needIds: [],
        ...(item.checks ? { checks: item.checks } : {}),
      });
    await tx.query(sql`
      insert into proposed_final_budget (proposed_final_budget_id, icb_code, budget_id, version, final_pence, contingency_pence,
                                         reason, proposed_on, policy_version, by_id, by_name)
      values (${proposedId}, ${icbCode}, ${budgetId}, 1, ${finalPence}, ${contingencyPence}, '', ${today}, 'default-1', ${finance.id}, ${finance.name})`);
    await tx.query(sql`
      insert into plan_submission (plan_id, icb_code, content_hash, proposed_final_budget_id, submitted_on, by_id, by_name)
      values (${planId}, ${icbCode}, plan_content_hash(${planId}), ${proposedId}, ${today}, ${coordinator.id}, ${coordinator.name})`);
    await tx.query(sql`
      insert into plan_decision (icb_code, plan_id, decision, content_hash, clinician_name, conditions, reasons, annual_pence,
                                 direct_payment_reason, benefits, decided_on, policy_version, by_id, by_name)
      values (${icbCode}, ${planId}, 'APPROVED', plan_content_hash(${planId}), 'Dr Test', '', '{}', ${sumOf(items)}, '', '', ${today},
              'default-1', ${finance.id}, ${finance.name})`);
    await tx.query(sql`
      insert into final_budget (final_budget_id, icb_code, budget_id, version, plan_id, content_hash, starts_on, final_pence, contingency_pence,
                                lines_pence, start_up_pence, direct_payment_pence, indicative_pence, difference_reason, stream,
                                set_on, policy_version, by_id, by_name)
      values (${finalBudgetId}, ${icbCode}, ${budgetId}, 1, ${planId}, plan_content_hash(${planId}), ${startsOn}, ${finalPence}, ${contingencyPence},
              ${linesPence}, ${startUpPence}, ${finalPence - elsewhere}, ${finalPence}, '', 'NHS_CHC', ${today}, 'default-1', ${finance.id}, ${finance.name})`);
    const parts = (['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL'] as const)
      .map(option => ({ option, pence: sumOf(items.filter(item => item.option === option)) }))
      .filter(part => part.pence > 0n);
    must(
      await postJournals(tx, [
        {
          ...budgetAgreed({
            budgetId,
            stream: 'NHS_CHC',
            budgetYear: startsOn,
            happenedOn: today,
            parts,
            contingencyPence,
            contingencyWith,
          }),
          commandId: randomUUID(),
          causedBy: `final-budget:${finalBudgetId}`,
          byId: finance.id,
        },
      ]),
    );
    return { budgetId, person, reference: made!.reference as string };
  });
}

/** The agreement's usual terms. */
export const TERMS = {
  recordKeepingLevel: 'RECEIPTS_FROM_25',
  recordsKeptBy: 'The person',
  reviewTimetable: 'First after three months, then every year.',
} as const;

/** A published test account that passes its modulus check. */
export const ACCOUNT = {
  kind: 'SEPARATE',
  sortCode: '08-99-99',
  accountNumber: '66374958',
  name: 'T Person',
  namedPeople: 'Test Person',
} as const;

export type Reached = 'BUDGET_SET' | 'OFFERED' | 'SIGNED' | 'AGREED' | 'SET_UP';

/** Makes a budget and brings it on by the service's own acts. */
export async function bring(
  tools: Tools,
  staff: Staff,
  reached: Reached,
  spec: SetBudgetSpec & { readonly account?: Partial<AccountInput> } = {},
): Promise<SetBudget> {
  const made = await makeSetBudget(tools, staff, spec);
  const { budgetId, person } = made;
  if (reached === 'BUDGET_SET') return made;
  must(await offerAgreement(tools, staff.coordinator, command(), budgetId, TERMS));
  if (reached === 'OFFERED') return made;
  const { contentHash } = (await tools.db.transaction(person, tx => loadAgreement(tx, budgetId)))!;
  must(await signAgreement(tools, person, command(), budgetId, { contentHash }));
  if (reached === 'SIGNED') return made;
  must(await signAgreementForIcb(tools, staff.finance, command(), budgetId, { contentHash }));
  if (reached === 'AGREED') return made;
  must(await giveConsent(tools, person, command(), budgetId, { answer: 'YES' }));
  const account = { ...ACCOUNT, ...spec.account };
  const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), budgetId, account));
  must(
    await verifyAccount(tools, staff.finance, command(), budgetId, {
      paymentAccountId,
      outcome: 'VERIFIED',
      method: 'CALL_BACK',
      evidence: 'Called the number on file',
    }),
  );
  return made;
}
