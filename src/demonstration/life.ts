/**
 * The life of one budget from the enquiry to its first day, as steps in the names of those who would take them.
 * Every step is an act of the service, bound by the same rules as anybody's.
 */
import { recordAssistant } from '../features/agreements/checks/record-assistant.ts';
import { recordCover } from '../features/agreements/checks/record-cover.ts';
import { enterAccount } from '../features/agreements/enter-account.ts';
import { giveConsent } from '../features/agreements/give-consent.ts';
import { offerAgreement } from '../features/agreements/offer-agreement.ts';
import { signAgreement, signAgreementForIcb } from '../features/agreements/sign-agreement.ts';
import { startBudget } from '../features/agreements/start-budget.ts';
import { loadAgreement, loadPaymentAccount } from '../features/agreements/store.ts';
import { verifyAccount } from '../features/agreements/verify-account.ts';
import { proposeFinalBudget } from '../features/budgets/final/propose-final-budget.ts';
import { setFinalBudget } from '../features/budgets/final/set-final-budget.ts';
import { addBudgetLine } from '../features/budgets/indicative/add-budget-line.ts';
import { issueIndicativeBudget } from '../features/budgets/indicative/issue-indicative-budget.ts';
import { findEligible } from '../features/eligibility/find-eligible.ts';
import { recordInformation } from '../features/eligibility/record-information.ts';
import { makeEnquiry } from '../features/enquiries/make-enquiry.ts';
import { decidePlan } from '../features/plans/approval/decide-plan.ts';
import { signRiskPlan } from '../features/plans/signing/sign-risk-plan.ts';
import { signStatements } from '../features/plans/signing/sign-statements.ts';
import { submitPlan } from '../features/plans/signing/submit-plan.ts';
import { loadPlan } from '../features/plans/store.ts';
import { addItem } from '../features/plans/writing/add-item.ts';
import { beginPlanning } from '../features/plans/writing/begin-planning.ts';
import { writeSection } from '../features/plans/writing/write-section.ts';
import { addEntry } from '../features/requests/add-entry.ts';
import { addNeed } from '../features/requests/add-need.ts';
import { addOutcome } from '../features/requests/add-outcome.ts';
import { completeAssessment } from '../features/requests/complete-assessment.ts';
import { registerRequest } from '../features/requests/register-request.ts';
import type { Tools } from '../platform/tools.ts';
import type { EntryKind } from '../rules/eligibility/assessment.ts';
import type { Actor } from '../values/actor.ts';
import { systemActor, visitor } from '../values/actor.ts';
import type { BankHolidays, PlainDate } from '../values/dates.ts';
import { readQuantity } from '../values/quantity.ts';
import { type Board, COHORT, DEMONSTRATION_ICB } from './board.ts';
import { dayOf, type Milestone } from './calendar.ts';
import type { PersonFacts } from './facts.ts';
import { command, must, type Step } from './step.ts';

/** What the steps so far have made; filled as they are taken. */
export type Case = {
  budgetId: string;
  person: Actor;
  /** Of somebody who gets the sum of a programme, once. */
  programmeId?: string;
  /** By the keys of the facts. */
  readonly needIds: Map<string, string>;
  readonly outcomeIds: Map<string, string>;
};

export function newCase(): Case {
  return { budgetId: '', person: visitor(DEMONSTRATION_ICB), needIds: new Map(), outcomeIds: new Map() };
}

/** Every step of one life up to the first day of its budget year, `startsOn`. */
export function lifeOf(
  facts: PersonFacts,
  made: Case,
  {
    board,
    startsOn,
    holidays,
  }: { readonly board: Board; readonly startsOn: PlainDate; readonly holidays: BankHolidays },
): Step[] {
  const { carol, amir, grace, fiona, peter } = board;
  const name = facts.person.givenName;
  const step = (milestone: Milestone, what: string, take: Step['take']): Step => ({
    on: dayOf(milestone, startsOn, holidays),
    what: `${what} (${name})`,
    take,
  });
  let enquiryId = '';
  /** What a direct payment needs before its first day. */
  const paidToThePerson = (paidInto: NonNullable<PersonFacts['account']>): Step[] => [
    step('consent', 'consent to direct payments', async tools => {
      must(await giveConsent(tools, made.person, command(), made.budgetId, { answer: 'YES' }));
    }),
    step('account', 'enter the account', async tools => {
      const { bank: _, ...account } = paidInto;
      const kind = made.programmeId === undefined ? 'SEPARATE' : 'OWN_ONE_OFF';
      must(await enterAccount(tools, peter, command(), made.budgetId, { kind, ...account }));
      if (facts.employment) await employ(tools, carol, made, facts.employment, startsOn);
    }),
    step('verification', 'verify the account', async tools => {
      const account = await tools.db.transaction(fiona, tx => loadPaymentAccount(tx, made.budgetId));
      must(
        await verifyAccount(tools, fiona, command(), made.budgetId, {
          paymentAccountId: account!.paymentAccountId,
          outcome: 'VERIFIED',
          method: 'CALL_BACK',
          evidence: `Called ${name} on the number of the request, who read the details out`,
        }),
      );
    }),
  ];

  return [
    step('enquiry', 'enquire', async tools => {
      const { communicationNeeds, telephone: contact } = facts.person;
      const enquiry = { name, contact, channel: 'WEB', communicationNeeds, about: facts.enquiry } as const;
      ({ enquiryId } = must(await makeEnquiry(tools, visitor(DEMONSTRATION_ICB), command(), enquiry)));
    }),
    step('request', 'request', async tools => {
      const { budgetId, personId } = must(
        await registerRequest(tools, carol, command(), {
          ...facts.person,
          enquiryId,
          nhsNumberStatus: '01',
          claimedGroup: 'LOCAL_COHORT',
          requester: '',
          requesterRole: 'PERSON',
          toldOptional: true,
          preferredOptions: [facts.account ? 'DIRECT_PAYMENT' : 'NOTIONAL'],
          requestedOn: tools.today(),
          programmeId: made.programmeId,
        }),
      );
      made.budgetId = budgetId;
      made.person = {
        id: personId,
        name: `${name} ${facts.person.familyName}`,
        icbCode: DEMONSTRATION_ICB,
        roles: ['person'],
        personId,
      };
    }),
    step('information', 'inform', async tools => {
      const information = { what: facts.information, givenOn: tools.today() };
      must(await recordInformation(tools, carol, command(), made.budgetId, information));
    }),
    step('eligibility', 'find eligible', async tools => {
      must(
        await findEligible(tools, amir, command(), made.budgetId, {
          group: 'LOCAL_COHORT',
          evidence: facts.evidence,
          evidenceOn: tools.today(),
          solelyNhsFunded: true,
          fundedByIcb: false,
          sections: [],
          wheelchair: [],
          cohort: COHORT,
          fitsCohort: true,
          invited: false,
          levelOfNeed: facts.levelOfNeed,
          livesAt: 'HOME',
          granted: 'FULL',
          responsibleIcbConfirmed: true,
          reasons: [],
          partRefused: '',
          alternatives: '',
        }),
      );
    }),
    step('assessment', 'assess', tools => assess(tools, carol, facts, made)),
    step('indicativeBudget', 'issue the indicative budget', async tools => {
      const { method, lines } = facts.indicativeBudget;
      for (const { outcome, service, quantity, per } of lines) {
        const line = { needId: made.needIds.get(outcome)!, service, quantity: readQuantity(quantity)!, per };
        must(await addBudgetLine(tools, fiona, command(), made.budgetId, line));
      }
      const issue = { startsOn, method, seenPence: facts.budget.finalPence };
      must(await issueIndicativeBudget(tools, fiona, command(), made.budgetId, issue));
    }),
    step('planning', 'begin planning', async tools => {
      must(await beginPlanning(tools, carol, command(), made.budgetId, facts.planning));
    }),
    step('writing', 'write the plan', tools => writePlan(tools, carol, facts, made)),
    step('proposal', 'propose the final budget', async tools => {
      must(await proposeFinalBudget(tools, fiona, command(), made.budgetId, facts.budget));
    }),
    step('statements', 'sign the statements', async tools => {
      const yes = { agreed: true, words: '' };
      must(
        await signStatements(tools, made.person, command(), made.budgetId, {
          answers: { NEEDS_MET: yes, ENOUGH_MONEY: yes, WILL_BE_REVIEWED: yes },
          seenHash: await planHash(tools, made.person, made),
          seenPence: facts.budget.finalPence,
        }),
      );
    }),
    step('submission', 'submit the plan', async tools => {
      must(await submitPlan(tools, carol, command(), made.budgetId, await planHash(tools, carol, made)));
    }),
    step('approval', 'approve the plan', async tools => {
      const yes = { answer: 'yes', reason: '' } as const;
      const { safeguarding, ...approval } = facts.approval;
      must(
        await decidePlan(tools, grace, command(), made.budgetId, {
          ...approval,
          decision: 'APPROVE',
          points: { ICB1: yes, ICB2: yes, ICB3: yes, ICB4: yes, ICB5: safeguarding },
          directPaymentAppropriate: facts.account ? true : undefined,
          refusedItems: [],
          benefitsOutweigh: false,
          refusalCode: undefined,
          refusalWords: '',
          seenHash: await planHash(tools, grace, made),
        }),
      );
    }),
    step('finalBudget', 'set the final budget', async tools => {
      const { finalPence: seenPence, reason } = facts.budget;
      must(await setFinalBudget(tools, fiona, command(), made.budgetId, { startsOn, reason, seenPence }));
    }),
    step('offer', 'offer the agreement', async tools => {
      must(await offerAgreement(tools, carol, command(), made.budgetId, facts.agreement));
    }),
    step('signature', 'sign the agreement', async tools => {
      const seen = await agreementSeen(tools, made.person, made);
      must(await signAgreement(tools, made.person, command(), made.budgetId, seen));
    }),
    step('icbSignature', 'sign the agreement for the board', async tools => {
      const seen = await agreementSeen(tools, fiona, made);
      must(await signAgreementForIcb(tools, fiona, command(), made.budgetId, seen));
    }),
    ...(facts.account ? paidToThePerson(facts.account) : []),
    {
      on: startsOn,
      what: `start (${name})`,
      take: async tools => must(await startBudget(tools, systemActor(DEMONSTRATION_ICB), command(), made.budgetId)),
    },
  ];
}

/** What is seen before somebody is employed from the first day on. */
async function employ(
  tools: Tools,
  carol: Actor,
  { budgetId }: Case,
  { assistant: name, ...insurance }: NonNullable<PersonFacts['employment']>,
  startsOn: PlainDate,
): Promise<void> {
  const to = startsOn.add({ years: 1 }).subtract({ days: 1 });
  must(await recordCover(tools, carol, command(), budgetId, { ...insurance, from: startsOn, to }));
  const seenOn = tools.today();
  must(
    await recordAssistant(tools, carol, command(), budgetId, {
      name,
      worksFrom: startsOn,
      worksUntil: undefined,
      rightToWorkOn: seenOn,
      referencesOn: seenOn,
      contractOn: seenOn,
      dbs: 'SEEN',
      tasks: [],
    }),
  );
}

async function assess(tools: Tools, carol: Actor, facts: PersonFacts, made: Case): Promise<void> {
  for (const { outcome: own, ...need } of facts.needs) {
    const { needId } = must(await addNeed(tools, carol, command(), made.budgetId, need));
    const { key, ...outcome } = own;
    const { outcomeId } = must(await addOutcome(tools, carol, command(), made.budgetId, { needId, ...outcome }));
    made.needIds.set(key, needId);
    made.outcomeIds.set(key, outcomeId);
  }
  for (const [kind, words] of Object.entries(facts.entries) as [EntryKind, string][])
    must(await addEntry(tools, carol, command(), made.budgetId, { kind, words, choseNotToSay: false }));
  must(
    await completeAssessment(tools, carol, command(), made.budgetId, {
      ...facts.assessment,
      assessedOn: tools.today(),
      capacity: 'ASSUMED',
      capacitySupport: '',
    }),
  );
}

async function writePlan(tools: Tools, carol: Actor, facts: PersonFacts, made: Case): Promise<void> {
  const { budgetId, person } = made;
  for (const [kind, content] of Object.entries(facts.ownSections))
    must(await writeSection(tools, person, command(), budgetId, kind, content));
  for (const [kind, content] of Object.entries({ ...facts.sharedSections, risk: { words: facts.riskPlan } }))
    must(await writeSection(tools, carol, command(), budgetId, kind, content));
  must(await signRiskPlan(tools, person, command(), budgetId, facts.riskPlan));
  for (const { outcomes, quantity, option = 'DIRECT_PAYMENT', ...item } of facts.items) {
    must(
      await addItem(tools, carol, command(), budgetId, {
        ...item,
        quantity: readQuantity(quantity)!,
        outcomeIds: outcomes.map(key => made.outcomeIds.get(key)!),
        arrangedBy: option === 'NOTIONAL' ? 'ICB' : 'PERSON',
        option,
        times: undefined,
        startsOn: undefined,
        endsOn: undefined,
      }),
    );
  }
}

/** What the plan says now, as its hash. */
async function planHash(tools: Tools, actor: Actor, { budgetId }: Case): Promise<string> {
  return (await tools.db.transaction(actor, tx => loadPlan(tx, budgetId)))!.contentHash;
}

async function agreementSeen(tools: Tools, actor: Actor, { budgetId }: Case): Promise<{ contentHash: string }> {
  return { contentHash: (await tools.db.transaction(actor, tx => loadAgreement(tx, budgetId)))!.contentHash };
}
