/** The person signs the three statements, and the care co-ordinator sends the plan in. */
import { z } from 'zod';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { money, oneOf, optionalText, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { decideSubmission, isCurrent, STATEMENTS } from '../../../rules/plan/plan.ts';
import { STATEMENT_SENTENCES } from '../../../rules/plan/plan-words.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadIndicativeBudget } from '../../budgets/store.ts';
import { inPlainWords } from '../../refusals.ts';
import { loadBudget } from '../../requests/store.ts';
import { type LoadedPlan, loadPlanFacts } from '../facts.ts';
import { caseHeading, itemsTable } from '../parts.ts';
import { signStatements } from './sign-statements.ts';
import { submitPlan } from './submit-plan.ts';

const answer = (about: string) => oneOf(['yes', 'no'], `Select yes or no: ${about}`);

const StatementsForm = z.object({
  NEEDS_MET: answer('the plan meets my care needs'),
  'NEEDS_MET-words': optionalText(),
  ENOUGH_MONEY: answer('the money is enough'),
  'ENOUGH_MONEY-words': optionalText(),
  WILL_BE_REVIEWED: answer('the plan will be looked at again'),
  'WILL_BE_REVIEWED-words': optionalText(),
  seenHash: text('The plan is missing. Open the page again', 64),
  seenPence: money('The sum is missing. Open the page again'),
});

const SubmissionForm = z.object({ seenHash: text('The plan is missing. Open the page again', 64) });

export const signingPages: readonly Route[] = [
  get('/budgets/:budgetId/statements', {
    may: 'sign-plan',
    records: 'plan-statements.read',
    show: context => showStatements(context),
  }),
  post('/budgets/:budgetId/statements', {
    may: 'sign-plan',
    records: 'plan.sign-statements',
    form: StatementsForm,
    act: ({ tools, actor, command, params, values }) => {
      const of = (name: (typeof STATEMENTS)[number]) => ({
        agreed: values[name] === 'yes',
        words: values[`${name}-words`],
      });
      return signStatements(tools, actor, command, params.budgetId, {
        answers: {
          NEEDS_MET: of('NEEDS_MET'),
          ENOUGH_MONEY: of('ENOUGH_MONEY'),
          WILL_BE_REVIEWED: of('WILL_BE_REVIEWED'),
        },
        seenHash: values.seenHash,
        seenPence: values.seenPence,
      });
    },
    done: ({ agreed }, { params }) =>
      seeOther(
        `/budgets/${params.budgetId}`,
        agreed ? 'You signed your plan' : 'Thank you. Your care co-ordinator will talk with you about it',
      ),
    askAgain: (context, problems, typed) => showStatements(context, problems, typed),
  }),
  get('/budgets/:budgetId/submission', {
    may: 'submit-plan',
    records: 'plan-submission.read',
    show: context => showSubmission(context),
  }),
  post('/budgets/:budgetId/submission', {
    may: 'submit-plan',
    records: 'plan.submit',
    form: SubmissionForm,
    act: ({ tools, actor, command, params, values }) =>
      submitPlan(tools, actor, command, params.budgetId, values.seenHash),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}`, 'The plan was sent for approval'),
    askAgain: (context, problems) => showSubmission(context, problems),
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

async function showStatements(
  { tx, actor, frame, params, tools }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const facts = budget && (await loadPlanFacts(tx, budget, tools.today()));
  if (!budget || !facts) return undefined;
  const indicative = await loadIndicativeBudget(tx, budget.budgetId);
  const amountPence = facts.proposed?.finalPence ?? indicative?.totalPence ?? 0n;
  const forEmergencies =
    facts.proposed?.contingencyPence ?? (indicative?.contingencyInBudget ? indicative.contingencyPence : 0n);
  return page({
    frame,
    title: 'Do you agree with your plan?',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, 'Do you agree with your plan?')}
    ${signedSoFar(facts)}
    <p>Read <a href="/budgets/${budget.budgetId}/plan">the whole plan</a> first. The budget for it is <strong>${pounds(amountPence)}</strong> for one year.</p>
    ${itemsTable(facts.items, facts.outcomes)}
    ${forEmergencies > 0n && html`<p>Kept for emergencies: <strong>${pounds(forEmergencies)}</strong></p>`}
    ${
      budget.state === 'PLANNING'
        ? form(
            {
              action: `/budgets/${budget.budgetId}/statements`,
              ...frame.hidden,
              hidden: { seenHash: facts.contentHash, seenPence: pounds(amountPence) },
            },
            STATEMENTS.map(statement =>
              radiosField({
                name: statement,
                label: STATEMENT_SENTENCES[statement],
                labelSize: 'm',
                problems,
                values: typed,
                options: [
                  { value: 'yes', text: 'Yes, I agree' },
                  {
                    value: 'no',
                    text: 'No',
                    conditional: textareaField({
                      name: `${statement}-words`,
                      label: 'What is wrong?',
                      problems,
                      values: typed,
                      rows: 3,
                    }),
                  },
                ],
              }),
            ),
            html`<p>If you say no, nobody sends the plan in. Your care co-ordinator talks with you about it.</p>`,
            submitButton('Sign'),
          )
        : html`<p>The plan was sent in. It cannot be signed again now.</p>`
    }`,
  });
}

function signedSoFar(facts: LoadedPlan): Html {
  if (facts.statements.length === 0) return html``;
  const first = facts.statements[0]!;
  const isNow = facts.statements.every(signed => isCurrent(signed, facts));
  const agreed = facts.statements.every(signed => signed.agreed);
  const what = agreed ? 'signed the plan' : 'did not agree to all of it';
  return insetText({
    text: `${first.byName} ${what} on ${longDate(first.signedOn)}.${isNow ? '' : ' The plan or the sum was changed after that, so it has to be signed again.'}`,
  });
}

async function showSubmission(
  { tx, actor, frame, params, tools }: Asked,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const facts = budget && (await loadPlanFacts(tx, budget, tools.today()));
  if (!budget || !facts) return undefined;
  const decision = decideSubmission(facts);
  return page({
    frame,
    title: 'Send the plan for approval',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, 'Send the plan for approval')}
    ${
      decision.accepted
        ? html`<p>The plan is complete and signed. Once it is sent in, nobody can change this version.</p>
        ${form(
          {
            action: `/budgets/${budget.budgetId}/submission`,
            ...frame.hidden,
            hidden: { seenHash: facts.contentHash },
          },
          submitButton('Send the plan for approval'),
        )}`
        : html`<p>The plan cannot be sent in yet:</p>
        <ul class="nhsuk-list nhsuk-list--bullet">${decision.refusals.map(refusal => html`<li>${inPlainWords(refusal).text}</li>`)}</ul>
        <p><a href="/budgets/${budget.budgetId}/plan">Go to the plan</a></p>`
    }`,
  });
}
