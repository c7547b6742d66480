/**
 * One person's way from asking to being paid, step by step, by the service's own actions: what the scenarios of the
 * case studies tell their stories with. Each step is one call, so that a story can look around between two of them.
 */
import { type AccountInput, enterAccount } from '../../src/features/agreements/enter-account.ts';
import { giveConsent } from '../../src/features/agreements/give-consent.ts';
import { jobs as agreementJobs } from '../../src/features/agreements/jobs.ts';
import { offerAgreement } from '../../src/features/agreements/offer-agreement.ts';
import { signAgreement, signAgreementForIcb } from '../../src/features/agreements/sign-agreement.ts';
import { loadAgreement } from '../../src/features/agreements/store.ts';
import { verifyAccount } from '../../src/features/agreements/verify-account.ts';
import { type ProposedBudgetInput, proposeFinalBudget } from '../../src/features/budgets/final/propose-final-budget.ts';
import { setFinalBudget } from '../../src/features/budgets/final/set-final-budget.ts';
import { addBudgetLine, type NewBudgetLine } from '../../src/features/budgets/indicative/add-budget-line.ts';
import { issueIndicativeBudget } from '../../src/features/budgets/indicative/issue-indicative-budget.ts';
import { saveRateCard } from '../../src/features/budgets/rate-cards/rate-card-store.ts';
import { findEligible } from '../../src/features/eligibility/find-eligible.ts';
import { recordInformation } from '../../src/features/eligibility/record-information.ts';
import { jobs as goalJobs } from '../../src/features/goals/jobs.ts';
import { writeFile } from '../../src/features/payments/files/write-file.ts';
import { jobs as paymentJobs } from '../../src/features/payments/jobs.ts';
import { prepareRun } from '../../src/features/payments/runs/prepare-run.ts';
import { loadRun } from '../../src/features/payments/store.ts';
import { decidePlan, type PlanDecisionInput } from '../../src/features/plans/approval/decide-plan.ts';
import { signRiskPlan } from '../../src/features/plans/signing/sign-risk-plan.ts';
import { signStatements } from '../../src/features/plans/signing/sign-statements.ts';
import { submitPlan } from '../../src/features/plans/signing/submit-plan.ts';
import { addItem, type NewItem } from '../../src/features/plans/writing/add-item.ts';
import { beginPlanning } from '../../src/features/plans/writing/begin-planning.ts';
import { writeSection } from '../../src/features/plans/writing/write-section.ts';
import { addEntry } from '../../src/features/requests/add-entry.ts';
import { addNeed } from '../../src/features/requests/add-need.ts';
import { addOutcome } from '../../src/features/requests/add-outcome.ts';
import { completeAssessment } from '../../src/features/requests/complete-assessment.ts';
import { type RequestInput, registerRequest } from '../../src/features/requests/register-request.ts';
import { loadBudget } from '../../src/features/requests/store.ts';
import type { Tx } from '../../src/platform/db.ts';
import type { Tools } from '../../src/platform/tools.ts';
import type { BudgetMethod, Rate } from '../../src/rules/budget/budget.ts';
import type { SectionContent, SectionKind } from '../../src/rules/plan/plan-sections.ts';
import { type Actor, systemActor } from '../../src/values/actor.ts';
import { makeStaff } from '../support/actors.ts';
import { assessmentInput, command, eligibleInput, must, requestInput } from '../support/cases.ts';
import type { TestDatabase, TestTools } from '../support/database.ts';
import { approvalInput, hashNow, itemInput, sectionsOf, statementsInput } from '../support/plans.ts';
import { releaseAsShown } from '../support/release-as-shown.ts';
import { ACCOUNT, makePayingStaff, type Staff, TERMS } from '../support/set-up-budget.ts';

export type Team = Staff & { readonly decider: Actor; readonly approver: Actor };

/** Everybody who works on a case, each in one role, and a rate card of the board. */
export async function makeTeam({ tools, db, icbCode }: Board, rates: readonly Rate[]): Promise<Team> {
  const staff = await makePayingStaff(tools, icbCode);
  const effectiveFrom = Temporal.PlainDate.from('2026-04-01');
  await db.transaction(staff.finance, tx =>
    saveRateCard(tx, staff.finance, { version: 'scenario-1', effectiveFrom, rates }),
  );
  return {
    ...staff,
    decider: await makeStaff(db, icbCode, ['approver'], { name: 'Decider Dee' }),
    approver: await makeStaff(db, icbCode, ['approver'], { name: 'Approver Abe' }),
  };
}

/** A need, and the outcome in the person's words that it is for. */
export type Wish = {
  readonly domain: string;
  readonly need: string;
  readonly outcome: string;
  readonly measure: string;
};

export type Opening = {
  readonly request: Partial<RequestInput>;
  /** What is said of the group beyond `eligibleInput`. */
  readonly group: object;
  readonly assessment?: object;
  readonly wishes: readonly Wish[];
};

export type Walk = {
  readonly budgetId: string;
  readonly person: Actor;
  readonly needIds: readonly string[];
  readonly outcomeIds: readonly string[];
};

/** A board on a database; `pay` moves its date. */
export type Board = Pick<TestDatabase, 'db' | 'icbCode'> & { readonly tools: Tools & Pick<TestTools, 'moveTo'> };

/** What a scenario does to one board. */
export function walkerOf(database: Board, team: Team) {
  const { tools, db, icbCode } = database;
  const { coordinator, decider, approver, finance, preparer, releaser } = team;
  const look = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(coordinator, work);

  return {
    look,
    stateOf: async ({ budgetId }: Pick<Walk, 'budgetId'>) =>
      (await look(tx => loadBudget(tx, icbCode, budgetId)))!.state,

    /** T02, T03, T06: asked for, found eligible, assessed. */
    async open({ request, group, assessment, wishes }: Opening): Promise<Walk> {
      const input = requestInput(tools, request);
      const { budgetId, personId } = must(await registerRequest(tools, coordinator, command(), input));
      const name = `${input.givenName} ${input.familyName}`;
      const told = { what: 'The leaflet, and an hour together', givenOn: tools.today() };
      must(await recordInformation(tools, coordinator, command(), budgetId, told));
      const found = { ...eligibleInput(tools), group: input.claimedGroup, ...group };
      must(await findEligible(tools, decider, command(), budgetId, found));
      const [needIds, outcomeIds]: [string[], string[]] = [[], []];
      for (const { domain, need: words, outcome, measure } of wishes) {
        const { needId } = must(
          await addNeed(tools, coordinator, command(), budgetId, { domain, words, met: 'UNMET' }),
        );
        const wanted = { needId, words: outcome, measure, importance: 9 };
        needIds.push(needId);
        outcomeIds.push(must(await addOutcome(tools, coordinator, command(), budgetId, wanted)).outcomeId);
      }
      for (const kind of ['STRENGTH', 'WORKING', 'NOT_WORKING', 'IMPORTANT_TO', 'IMPORTANT_FOR'] as const)
        must(
          await addEntry(tools, coordinator, command(), budgetId, {
            kind,
            words: `About ${kind}`,
            choseNotToSay: false,
          }),
        );
      const assessed = { ...assessmentInput(tools), ...assessment };
      must(await completeAssessment(tools, coordinator, command(), budgetId, assessed));
      const person: Actor = { id: personId, name, icbCode, roles: ['person'], personId };
      return { budgetId, person, needIds, outcomeIds };
    },

    /** T07, T08: the first figure, and planning begins. */
    async estimate(
      { budgetId }: Walk,
      lines: readonly NewBudgetLine[],
      seenPence: bigint,
      startsOn: string,
      method: BudgetMethod = 'HOURS_RATES',
    ) {
      for (const line of lines) must(await addBudgetLine(tools, finance, command(), budgetId, line));
      const issue = { startsOn: Temporal.PlainDate.from(startsOn), method, seenPence };
      must(await issueIndicativeBudget(tools, finance, command(), budgetId, issue));
      const involved = { involved: 'My family', planningSupport: '' };
      must(await beginPlanning(tools, coordinator, command(), budgetId, involved));
    },

    /** Writes the whole plan, and the person (or who acts for them) signs its risks. */
    async plan(
      { budgetId }: Walk,
      signer: Actor,
      items: readonly NewItem[],
      more: Readonly<Partial<Record<SectionKind, SectionContent>>> = {},
    ) {
      const sections = { ...sectionsOf(tools), ...more };
      for (const [kind, content] of Object.entries(sections))
        must(await writeSection(tools, coordinator, command(), budgetId, kind, content));
      must(await signRiskPlan(tools, signer, command(), budgetId, sections.risk!.words!));
      for (const item of items) must(await addItem(tools, coordinator, command(), budgetId, item));
    },

    /** the short plan of a one-off budget: its risks and what is bought. */
    async planShortly({ budgetId }: Walk, signer: Actor, risk: string, items: readonly NewItem[]) {
      must(await writeSection(tools, coordinator, command(), budgetId, 'risk', { words: risk }));
      must(await signRiskPlan(tools, signer, command(), budgetId, risk));
      for (const item of items) must(await addItem(tools, coordinator, command(), budgetId, item));
    },

    /** T09: the figure is proposed, the three statements are made, the plan is sent in. */
    async submit({ budgetId }: Walk, signer: Actor, proposal: ProposedBudgetInput) {
      must(await proposeFinalBudget(tools, finance, command(), budgetId, proposal));
      const statements = await statementsInput(tools, signer, budgetId, proposal.finalPence);
      must(await signStatements(tools, signer, command(), budgetId, statements));
      must(await submitPlan(tools, coordinator, command(), budgetId, await hashNow(tools, coordinator, budgetId)));
    },

    /** T10 to T12: what the approver says. */
    async decide({ budgetId }: Walk, given: Partial<PlanDecisionInput>) {
      const input = approvalInput(await hashNow(tools, approver, budgetId), given);
      return decidePlan(tools, approver, command(), budgetId, input);
    },

    /** T13, T14: the final budget, and the agreement signed by both sides. */
    async agree({ budgetId }: Walk, signer: Actor, final: { startsOn: string; pence: bigint; reason: string }) {
      const startsOn = Temporal.PlainDate.from(final.startsOn);
      const input = { startsOn, reason: final.reason, seenPence: final.pence };
      must(await setFinalBudget(tools, finance, command(), budgetId, input));
      must(await offerAgreement(tools, coordinator, command(), budgetId, TERMS));
      const agreement = (await look(tx => loadAgreement(tx, budgetId)))!;
      const { contentHash } = agreement;
      must(await signAgreement(tools, signer, command(), budgetId, { contentHash }));
      must(await signAgreementForIcb(tools, finance, command(), budgetId, { contentHash }));
      return agreement;
    },

    /** T15: the yes to direct payments, and the account, checked by another. */
    async setUp({ budgetId }: Walk, signer: Actor, given: Partial<AccountInput> = {}) {
      must(await giveConsent(tools, signer, command(), budgetId, { answer: 'YES' }));
      const account = { ...ACCOUNT, namedPeople: signer.name, ...given };
      const { paymentAccountId } = must(await enterAccount(tools, preparer, command(), budgetId, account));
      const verified = { outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called the number on file' } as const;
      must(await verifyAccount(tools, finance, command(), budgetId, { paymentAccountId, ...verified }));
    },

    /** T16: the run of a month, released by another, and what the service does by itself on the day of the credit. */
    async pay(month: string) {
      const due = { month: Temporal.PlainYearMonth.from(month) };
      const { runId } = must(await prepareRun(tools, preparer, command(), due));
      const run = (await look(tx => loadRun(tx, icbCode, runId)))!;
      must(await releaseAsShown(tools, releaser, runId));
      must(await writeFile(tools, releaser, command(), runId));
      database.tools.moveTo(run.creditOn.toString());
      await this.doJobs();
      return run;
    },

    /** The background work of the day. */
    async doJobs() {
      for (const job of [...paymentJobs, ...agreementJobs, ...goalJobs]) await job.run(tools, systemActor(icbCode), {});
    },
  };
}

/** A line of the plan that is bought so many times a week, month or year. */
export function buying(outcomeId: string, given: Partial<NewItem>): NewItem {
  return itemInput(outcomeId, { promised: false, arrangedBy: 'PERSON', ...given });
}

/** A whole number as a quantity. */
export function count(whole: number) {
  return { tenThousandths: BigInt(whole) * 10_000n };
}

type BankLine = readonly [date: string, amount: string, words: string];

/** A bank statement of the test account as a file; each line by its date, its signed amount and the bank's words. */
export function statement(lines: readonly BankLine[]) {
  const rows = lines.map(([date, amount, words]) => {
    const [year, month, day] = date.split('-');
    return `,${day}/${month}/${year},${ACCOUNT.sortCode} ${ACCOUNT.accountNumber},${amount},PAYMENT,${words}`;
  });
  const text = ['Number,Date,Account,Amount,Subcategory,Memo', ...rows, ''].join('\r\n');
  return { name: 'statement.csv', bytes: new TextEncoder().encode(text) };
}
