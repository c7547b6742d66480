/** Writing one section of the plan, and the person's agreement to the risk plan. */
import { z } from 'zod';
import { details, insetText } from '../../../nhsuk/content/text-blocks.ts';
import {
  checkboxesField,
  dateField,
  form,
  radiosField,
  submitButton,
  textareaField,
  textField,
} from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { confirmed, text } from '../../../platform/forms.ts';
import { type Html, html, type Piece } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import {
  ABOUT_THE_PERSON,
  SECTION_FIELDS,
  SECTION_KINDS,
  type SectionContent,
  type SectionKind,
} from '../../../rules/plan/plan-sections.ts';
import { SECTION_HINTS } from '../../../rules/plan/plan-words.ts';
import { longDate } from '../../../values/dates.ts';
import { type Budget, loadBudget } from '../../requests/store.ts';
import { caseHeading, titleOf } from '../parts.ts';
import { signRiskPlan } from '../signing/sign-risk-plan.ts';
import { loadPlan, loadRiskSignature, loadSections, type RiskSignature } from '../store.ts';
import { contentOf, drawField, type Filled, shapeOf } from './part-fields.ts';
import { writeSection } from './write-section.ts';

/** One shape for all sections: each keeps the fields that it has. */
const SectionForm = shapeOf(SECTION_KINDS.flatMap(kind => SECTION_FIELDS[kind]));

const RiskForm = z.object({
  seenWords: text('The risk plan is missing. Open the page again', 10_000),
  agreed: confirmed('Tick the box if you agree with the risk plan'),
});

export const sectionPages: readonly Route[] = [
  get('/budgets/:budgetId/plan/sections/:section', {
    may: 'write-plan',
    records: 'plan.read',
    show: context => showSection(context),
  }),
  post('/budgets/:budgetId/plan/sections/:section', {
    may: 'write-plan',
    records: 'plan.write-section',
    form: SectionForm,
    act: ({ tools, actor, command, params, values }) =>
      writeSection(tools, actor, command, params.budgetId, params.section, sectionOf(values)),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/plan`, 'Saved'),
    askAgain: (context, problems, typed) => showSection(context, problems, typed),
  }),
  post('/budgets/:budgetId/plan/risk-signature', {
    may: 'sign-plan',
    records: 'plan.sign-risk-plan',
    form: RiskForm,
    act: ({ tools, actor, command, params, values }) =>
      signRiskPlan(tools, actor, command, params.budgetId, values.seenWords),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/plan`, 'You agreed to the risk plan'),
    askAgain: (context, problems) =>
      showSection({ ...context, params: { ...context.params, section: 'risk' } }, problems),
  }),
];

/** Whoever writes something did say it. */
function sectionOf(values: Readonly<Record<string, unknown>>): SectionContent {
  const content = contentOf(values);
  return content.words ? { ...content, choseNotToSay: '' } : content;
}

type Asked = ShowContext<{ readonly budgetId: string; readonly section: string }>;

async function showSection(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, actor, params } = context;
  const kind = SECTION_KINDS.find(each => each === params.section);
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const plan = budget && (await loadPlan(tx, budget.budgetId));
  if (!kind || !budget || !plan) return undefined;
  const content = (await loadSections(tx, plan.planId))[kind] ?? {};
  const signature = kind === 'risk' ? await loadRiskSignature(tx, plan.planId) : undefined;
  return sectionPage(context, { budget, kind, content, signature }, problems, typed);
}

const sectionPage = (
  { frame, actor }: Asked,
  asked: {
    readonly budget: Budget;
    readonly kind: SectionKind;
    readonly content: SectionContent;
    readonly signature: RiskSignature | undefined;
  },
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html => {
  const { budget, kind, content } = asked;
  const forPerson = actor.personId !== undefined;
  const title = titleOf(kind, forPerson);
  const at = `/budgets/${budget.budgetId}/plan`;
  return page({
    frame,
    title,
    problems,
    backLink: { href: at, text: 'Back to the plan' },
    content: html`
    ${caseHeading(budget, title)}
    <p>${SECTION_HINTS[kind]}</p>
    ${form(
      { action: `${at}/sections/${kind}`, ...frame.hidden },
      fieldsOf(kind, { content, problems, typed, forPerson }),
      submitButton('Save'),
    )}
    ${kind === 'risk' && content.words !== undefined && riskSignature(asked, forPerson, frame.hidden, problems)}`,
  });
};

function fieldsOf(kind: SectionKind, filled: Filled): Piece {
  const { content, problems, typed, forPerson } = filled;
  const area = (name: string, label: string, hint?: string) =>
    textareaField({ name, label, hint, problems, values: typed, value: content[name], rows: 4 });
  if (ABOUT_THE_PERSON.some(each => each === kind)) {
    return [
      area('words', forPerson ? 'In your own words' : 'In the person’s own words'),
      checkboxesField({
        name: 'choseNotToSay',
        label: forPerson ? 'Or leave it out' : 'Or it was left out',
        problems,
        values: typed,
        chosen: content.choseNotToSay === 'yes' ? ['yes'] : [],
        options: [{ value: 'yes', text: forPerson ? 'I would rather not say' : 'The person chose not to say' }],
      }),
    ];
  }
  switch (kind) {
    case 'learning':
      return [
        radiosField({
          name: 'ehcPlan',
          label: 'Is there an education, health and care plan?',
          problems,
          values: typed,
          value: content.ehcPlan,
          options: [
            { value: 'yes', text: 'Yes', conditional: area('outcomes', 'Learning outcomes') },
            { value: 'no', text: 'No' },
          ],
        }),
      ];
    case 'contingency':
      return [
        area('triggers', 'Signs that things are going wrong', 'One on each line.'),
        area('whatHappens', 'What should happen then'),
        area('whoToCall', 'Who to call', 'Names and telephone numbers.'),
        moreFields('More about this, if you like', kind, filled),
      ];
    case 'safeguarding':
      return [
        area('words', forPerson ? 'How you are kept safe' : 'How the person is kept safe'),
        area('liberty', 'How freedom is kept as large as it can be'),
      ];
    case 'review':
      return [
        dateField({
          name: 'reviewOn',
          label: 'First look at the plan',
          problems,
          values: typed,
          value: content.reviewOn,
        }),
        textField({
          name: 'intervalMonths',
          label: 'After that, every so many months (optional)',
          hint: 'From 1 to 12.',
          problems,
          values: typed,
          value: content.intervalMonths,
          width: 2,
          inputmode: 'numeric',
        }),
        textField({
          name: 'responsible',
          label: 'Who sees to it',
          problems,
          values: typed,
          value: content.responsible,
        }),
        moreFields('More about this, if you like', kind, filled),
      ];
    case 'about-me':
    case 'person-details':
    case 'gp':
      return SECTION_FIELDS[kind].map(field => drawField(field, filled));
    default:
      return area('words', 'What could go wrong, and what we do about it');
  }
}

/** The fields that have no place of their own above, folded away. */
function moreFields(summary: string, kind: SectionKind, filled: Filled): Html {
  const shown = new Set(['triggers', 'whatHappens', 'whoToCall', 'reviewOn', 'intervalMonths', 'responsible']);
  const more = SECTION_FIELDS[kind].filter(({ name }) => !shown.has(name));
  const isUsed = more.some(({ name }) => filled.content[name] || filled.typed?.[name]);
  return details({ summary, open: isUsed, html: html`${more.map(field => drawField(field, filled))}` });
}

function riskSignature(
  { budget, content, signature }: { budget: Budget; content: SectionContent; signature: RiskSignature | undefined },
  forPerson: boolean,
  hidden: { readonly csrf: string; readonly commandId: string },
  problems: readonly Problem[],
): Html {
  const signed = signature && `${signature.byName} agreed to it on ${longDate(signature.signedOn)}`;
  if (signature?.current) return insetText({ text: `${signed}.` });
  const before = signed && html`<p>${signed}, but it was changed after that.</p>`;
  if (!forPerson)
    return html`<h2 class="nhsuk-heading-m">Agreement</h2>${before}<p>The person, or who acts for them, has to agree to the risk plan. They see it here when they sign in.</p>`;
  return html`<h2 class="nhsuk-heading-m">Do you agree with this risk plan?</h2>${before}
  ${form(
    {
      action: `/budgets/${budget.budgetId}/plan/risk-signature`,
      ...hidden,
      hidden: { seenWords: content.words },
    },
    insetText({ text: content.words }),
    checkboxesField({
      name: 'agreed',
      label: 'Your agreement',
      problems,
      options: [{ value: 'yes', text: 'We made this risk plan together and I agree with it' }],
    }),
    submitButton('Agree to the risk plan'),
  )}`;
}
