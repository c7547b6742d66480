/** A case and its assessment as JSON. Dates are ISO. */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { EVERY_STATE } from '../../rules/next-steps.ts';
import { loadCaseFacts } from './case-facts.ts';
import { loadAssessment, loadBudget, loadCases, loadEntries, loadNeeds, loadOutcomes } from './store.ts';

const iso = z.iso.date();

const CaseAnswer = z.object({
  budgetId: z.uuid(),
  reference: z.string(),
  state: z.enum(EVERY_STATE),
  person: z.object({
    personId: z.uuid(),
    name: z.string(),
    dateOfBirth: iso,
    nhsNumber: z.string().nullable(),
  }),
  claimedGroup: z.string(),
  requestedOn: iso,
  decideBy: iso,
  decidedOn: iso.nullable(),
  careCoordinator: z.string(),
  steps: z.array(z.object({ words: z.string(), href: z.string(), status: z.string(), whose: z.string() })),
  history: z.array(z.object({ state: z.string(), transition: z.string(), happenedOn: iso, byName: z.string() })),
});

const AssessmentAnswer = z.object({
  completed: z
    .object({
      assessedOn: iso,
      by: z.string(),
      sources: z.array(z.string()),
      risks: z.string(),
      carerInput: z.string(),
      communicationNeeds: z.string(),
      vulnerable: z.boolean(),
    })
    .nullable(),
  needs: z.array(z.object({ needId: z.uuid(), domain: z.string(), words: z.string(), met: z.string() })),
  outcomes: z.array(
    z.object({
      outcomeId: z.uuid(),
      needId: z.uuid(),
      words: z.string(),
      measure: z.string(),
      importance: z.int().nullable(),
    }),
  ),
  entries: z.array(z.object({ kind: z.string(), words: z.string(), choseNotToSay: z.boolean() })),
});

const CasesAnswer = z.object({
  cases: z.array(
    z.object({
      budgetId: z.uuid(),
      reference: z.string(),
      personName: z.string(),
      state: z.string(),
      since: iso,
      requestedOn: iso,
      decideBy: iso,
      careCoordinator: z.string(),
    }),
  ),
});

/** The oldest clocks first; the rest is a state away (`?state=`). */
const MOST_CASES = 200;

export const endpoints: readonly Route[] = [
  read('/cases', {
    may: 'see-case',
    records: 'case.list',
    answer: CasesAnswer,
    async read({ tx, actor, query }) {
      // A person's own cases are found at their own address.
      if (actor.personId !== undefined) return undefined;
      const state = EVERY_STATE.find(one => one === query.state);
      if (query.state !== undefined && !state) return undefined;
      const states = state ? [state] : EVERY_STATE;
      const cases = await loadCases(tx, actor.icbCode, { states, from: 0, limit: MOST_CASES });
      return {
        cases: cases.map(({ careCoordinatorName, ...one }) => ({
          ...one,
          since: one.since.toString(),
          requestedOn: one.requestedOn.toString(),
          decideBy: one.decideBy.toString(),
          careCoordinator: careCoordinatorName,
        })),
      };
    },
  }),
  read('/budgets/:budgetId', {
    may: 'see-case',
    records: 'case.read',
    answer: CaseAnswer,
    async read({ tx, actor, params, tools }) {
      const facts = await loadCaseFacts(tx, actor, params.budgetId, tools.today());
      if (!facts) return undefined;
      const { budget, person } = facts;
      return {
        budgetId: budget.budgetId,
        reference: budget.reference,
        state: budget.state,
        person: {
          personId: person.personId,
          name: person.name,
          dateOfBirth: person.dateOfBirth.toString(),
          nhsNumber: person.nhsNumber,
        },
        claimedGroup: budget.claimedGroup,
        requestedOn: budget.requestedOn.toString(),
        decideBy: budget.decideBy.toString(),
        decidedOn: facts.decidedOn?.toString() ?? null,
        careCoordinator: budget.careCoordinatorName,
        steps: facts.steps.map(({ words, href, status, whose }) => ({ words, href, status, whose })),
        history: facts.history.map(({ state, transition, happenedOn, byName }) => ({
          state,
          transition,
          happenedOn: happenedOn.toString(),
          byName,
        })),
      };
    },
  }),
  read('/budgets/:budgetId/assessment', {
    may: 'see-case',
    records: 'assessment.read',
    answer: AssessmentAnswer,
    async read({ tx, actor, params: { budgetId } }) {
      if (!(await loadBudget(tx, actor.icbCode, budgetId))) return undefined;
      const assessment = await loadAssessment(tx, budgetId);
      return {
        completed: assessment
          ? {
              assessedOn: assessment.assessedOn.toString(),
              by: assessment.byName,
              sources: [...assessment.sources],
              risks: assessment.risks,
              carerInput: assessment.carerInput,
              communicationNeeds: assessment.communicationNeeds,
              vulnerable: assessment.vulnerable,
            }
          : null,
        needs: await loadNeeds(tx, budgetId),
        outcomes: await loadOutcomes(tx, budgetId),
        entries: await loadEntries(tx, budgetId),
      };
    },
  }),
];
