/** What is found about the person: capacity for one decision (R-022), and court orders that bar direct payments (R-023). */
import { z } from 'zod';
import { dateField, radiosField, textareaField, textField } from '../../../nhsuk/forms.ts';
import { date, oneOf, optionalText, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, seeOther, type Typed } from '../../../platform/http.ts';
import { ABILITIES, PERSONAL_DECISION_WORDS, PERSONAL_DECISIONS } from '../../../rules/representation/capacity.ts';
import { SCHEDULE } from '../../../rules/representation/schedule.ts';
import { longDate } from '../../../values/dates.ts';
import { type Asked, type Drawn, drawn, formPage, homeOf } from '../page-parts.ts';
import { loadExclusions } from '../store.ts';
import { assessCapacity } from './assess-capacity.ts';
import { checkExclusion } from './check-exclusion.ts';
import { liftExclusion } from './lift-exclusion.ts';

const answer = (error: string) => oneOf(['yes', 'no'], error);

const CapacityForm = z.object({
  decision: oneOf(PERSONAL_DECISIONS, 'Select which decision it was about'),
  supportGiven: text('Enter what was done to help the person to decide'),
  understand: answer('Select whether they understand what the decision is about'),
  retain: answer('Select whether they can keep it in mind'),
  weigh: answer('Select whether they can weigh it up'),
  communicate: answer('Select whether they can say what they decide'),
  bestInterests: optionalText(),
  advocate: optionalText(200),
  assessor: text('Enter who assessed it, and their role', 200),
  assessedOn: date('Enter the day of the assessment'),
  reviewOn: date('Enter a real day to look again').optional(),
});

const ExclusionForm = z.object({
  result: oneOf(['NONE', 'FOUND'], 'Select whether there is such an order'),
  source: text('Enter who or what you asked', 300),
  checkedOn: date('Enter the day of the check'),
  category: optionalText(50),
  orderRef: optionalText(200),
  fromOn: date('Enter the real first day of the order').optional(),
  untilOn: date('Enter the real last day of the order, or leave it empty').optional(),
});

const LiftForm = z.object({
  exclusionCheckId: z.uuid({ error: 'Select which order' }),
  lastOn: date('Enter the last day of the order'),
  evidence: text('Enter what shows it', 500),
});

const ABILITY_WORDS: Readonly<Record<(typeof ABILITIES)[number], string>> = {
  understand: 'Do they understand what the decision is about?',
  retain: 'Can they keep it in mind long enough?',
  weigh: 'Can they weigh up what speaks for and against?',
  communicate: 'Can they say what they decide, in any way?',
};

export const findingPages: readonly Route[] = [
  get('/budgets/:budgetId/representation/capacity', {
    may: 'record-representation',
    records: 'representation.ask',
    show: context => showCapacity(context),
  }),
  post('/budgets/:budgetId/representation/capacity', {
    may: 'record-representation',
    records: 'capacity.assess',
    form: CapacityForm,
    act: ({ tools, actor, command, params, values }) => {
      const { understand, retain, weigh, communicate, reviewOn, ...rest } = values;
      const abilities = {
        understand: understand === 'yes',
        retain: retain === 'yes',
        weigh: weigh === 'yes',
        communicate: communicate === 'yes',
      };
      return assessCapacity(tools, actor, command, params.budgetId, { ...rest, abilities, reviewOn });
    },
    done: ({ hasCapacity }, { params }) =>
      seeOther(
        homeOf(params.budgetId),
        hasCapacity ? 'Saved: the person has capacity for this' : 'Saved: the person lacks capacity for this',
      ),
    askAgain: (context, problems, typed) => showCapacity(context, problems, typed),
  }),
  get('/budgets/:budgetId/representation/exclusion', {
    may: 'record-representation',
    records: 'representation.ask',
    show: context => showExclusion(context),
  }),
  post('/budgets/:budgetId/representation/exclusion', {
    may: 'record-representation',
    records: 'exclusion.check',
    form: ExclusionForm,
    act: ({ tools, actor, command, params, values }) => {
      const { result, source, checkedOn, category, orderRef, untilOn } = values;
      const fromOn = values.fromOn ?? checkedOn;
      const found = result === 'FOUND' ? { category, orderRef, fromOn, untilOn } : undefined;
      return checkExclusion(tools, actor, command, params.budgetId, { source, checkedOn, found });
    },
    done: ({ present }, { params }) =>
      seeOther(
        homeOf(params.budgetId),
        present ? 'Saved. No direct payments while the order runs' : 'Saved: no such order',
      ),
    askAgain: (context, problems, typed) => showExclusion(context, problems, typed),
  }),
  get('/budgets/:budgetId/representation/lifting', {
    may: 'record-representation',
    records: 'representation.ask',
    show: context => showLifting(context),
  }),
  post('/budgets/:budgetId/representation/lifting', {
    may: 'record-representation',
    records: 'exclusion.lift',
    form: LiftForm,
    act: ({ tools, actor, command, params, values }) => liftExclusion(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(homeOf(params.budgetId), 'Saved'),
    askAgain: (context, problems, typed) => showLifting(context, problems, typed),
  }),
];

const showCapacity = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, capacityPage, problems, typed);

function capacityPage(of: Drawn): Html {
  const asked = { problems: of.problems, values: of.typed };
  return formPage(of, {
    title: 'Record an assessment of capacity',
    path: 'capacity',
    send: 'Save the assessment',
    before: html`<p>Everybody is taken to be able to decide. Assess it only where there is a reason to doubt it, for one decision, at the time when it has to be made. An unwise decision is no reason.</p>`,
    fields: [
      radiosField({
        ...asked,
        name: 'decision',
        label: 'Which decision was it about?',
        options: PERSONAL_DECISIONS.map(value => ({
          value,
          text: PERSONAL_DECISION_WORDS[value].charAt(0).toUpperCase() + PERSONAL_DECISION_WORDS[value].slice(1),
        })),
      }),
      textareaField({
        ...asked,
        name: 'supportGiven',
        label: 'What was done to help the person to decide?',
        hint: 'Time, place, pictures, an interpreter, somebody they trust',
        rows: 3,
      }),
      ...ABILITIES.map(name =>
        radiosField({
          ...asked,
          name,
          label: ABILITY_WORDS[name],
          inline: true,
          options: [
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ],
        }),
      ),
      textareaField({
        ...asked,
        name: 'bestInterests',
        label: 'If they cannot: what is in their best interests, and who was asked? (optional)',
        rows: 3,
      }),
      textField({ ...asked, name: 'advocate', label: 'Independent advocate, if there was one (optional)' }),
      textField({ ...asked, name: 'assessor', label: 'Who assessed it?', hint: 'Name and role' }),
      dateField({
        ...asked,
        name: 'assessedOn',
        label: 'When was it assessed?',
        value: of.context.tools.today().toString(),
      }),
      dateField({
        ...asked,
        name: 'reviewOn',
        label: 'When does somebody look again?',
        hint: 'Needed where the person lacks capacity',
      }),
    ],
  });
}

const showExclusion = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, exclusionPage, problems, typed);

function exclusionPage(of: Drawn): Html {
  const asked = { problems: of.problems, values: of.typed };
  return formPage(of, {
    title: 'Court orders that bar direct payments',
    path: 'exclusion',
    send: 'Save the check',
    before: html`<p>Some court orders about drugs or alcohol bar direct payments while they run. They bar nothing else: the NHS or another organisation can hold the money.</p>`,
    fields: [
      radiosField({
        ...asked,
        name: 'result',
        label: 'Is there such an order?',
        options: [
          { value: 'NONE', text: 'No' },
          { value: 'FOUND', text: 'Yes' },
        ],
      }),
      textField({ ...asked, name: 'source', label: 'Who or what did you ask?' }),
      dateField({
        ...asked,
        name: 'checkedOn',
        label: 'When was it checked?',
        value: of.context.tools.today().toString(),
      }),
      radiosField({
        ...asked,
        name: 'category',
        label: 'If yes: which order is it?',
        options: SCHEDULE.map(({ code, label, statute }) => ({ value: code, text: label, hint: statute })),
      }),
      textField({ ...asked, name: 'orderRef', label: 'Court and number of the order' }),
      dateField({ ...asked, name: 'fromOn', label: 'First day of the order' }),
      dateField({ ...asked, name: 'untilOn', label: 'Last day of the order, if it has one' }),
    ],
  });
}

const showLifting = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, liftingPage, problems, typed);

async function liftingPage(of: Drawn): Promise<Html> {
  const asked = { problems: of.problems, values: of.typed };
  const orders = (await loadExclusions(of.context.tx, of.budget.personId)).filter(one => one.present && !one.lifted);
  return formPage(of, {
    title: 'A court order ended early',
    path: 'lifting',
    send: 'Save the end',
    before: orders.length === 0 && html`<p>There is no order on record that could end early.</p>`,
    fields:
      orders.length === 0
        ? []
        : [
            radiosField({
              ...asked,
              name: 'exclusionCheckId',
              label: 'Which order?',
              options: orders.map(order => ({
                value: order.exclusionCheckId,
                text: `${order.label}, ${order.orderRef}${order.untilOn ? `, to ${longDate(order.untilOn)}` : ''}`,
              })),
            }),
            dateField({ ...asked, name: 'lastOn', label: 'Its last day' }),
            textareaField({ ...asked, name: 'evidence', label: 'What shows it?', rows: 3 }),
          ],
  });
}
