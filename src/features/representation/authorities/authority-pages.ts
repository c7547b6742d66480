/** Recording who acts for the person, seeing their document, and ending it. */
import { z } from 'zod';
import {
  checkboxesField,
  dateField,
  radiosField,
  selectField,
  textareaField,
  textField,
} from '../../../nhsuk/forms.ts';
import { date, flag, oneOf, optionalText, someOf, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, seeOther, type Typed } from '../../../platform/http.ts';
import { RELATIONSHIPS } from '../../../rules/plan/connected-person.ts';
import { RELATIONSHIP_WORDS } from '../../../rules/plan/plan-part-words.ts';
import { PERSONAL_DECISION_WORDS, PERSONAL_DECISIONS } from '../../../rules/representation/capacity.ts';
import { AUTHORITY_KINDS, AUTHORITY_WORDS, WAYS_OF_ACTING } from '../../../rules/representation/representation.ts';
import { type Asked, type Drawn, drawn, formPage, homeOf } from '../page-parts.ts';
import { END_REASONS, loadAuthorities, type StoredAuthority } from '../store.ts';
import { endAuthority } from './end-authority.ts';
import { recordAuthority } from './record-authority.ts';
import { verifyAuthority } from './verify-authority.ts';

const AuthorityForm = z.object({
  name: text('Enter their name', 70),
  subject: text('Enter the name that they sign in with', 255),
  kind: oneOf([...AUTHORITY_KINDS, 'NONE_OF_THESE'], 'Select by which right they act'),
  documentRef: optionalText(200),
  issuer: optionalText(200),
  appointedReason: optionalText(1000),
  scope: someOf(PERSONAL_DECISIONS, 'Select what they may decide'),
  acting: oneOf(WAYS_OF_ACTING, 'Select whether they act alone'),
  relationship: oneOf(RELATIONSHIPS, 'Select what they are to the person'),
  sameHousehold: flag(),
  involvedInCare: flag(),
  fromOn: date('Enter the first day on which they may act'),
  untilOn: date('Enter a real last day, or leave it empty').optional(),
});

const CheckForm = z.object({
  authorityId: z.uuid({ error: 'Select whose document you saw' }),
  evidence: text('Enter what you saw, and when', 500),
});

const EndForm = z.object({
  authorityId: z.uuid({ error: 'Select who stops acting' }),
  reason: oneOf(END_REASONS, 'Select why it ends'),
  words: text('Enter what shows it', 500),
  lastOn: date('Enter their last day'),
});

const ACTING_WORDS: Readonly<Record<(typeof WAYS_OF_ACTING)[number], string>> = {
  ALONE: 'Alone',
  JOINTLY: 'Jointly: only together with others named in the same document',
  SEVERALLY: 'Severally: each of several may act alone',
};

const END_WORDS: Readonly<Record<(typeof END_REASONS)[number], string>> = {
  RESIGNED: 'They do not want to act any more',
  REVOKED: 'The person, the court or the board took it back',
  LOST_CAPACITY: 'They can no longer decide for somebody else',
  DIED: 'They died',
  OTHER: 'Another reason',
};

export const authorityPages: readonly Route[] = [
  get('/budgets/:budgetId/representation/new', {
    may: 'record-representation',
    records: 'representation.ask',
    show: context => showNew(context),
  }),
  post('/budgets/:budgetId/representation/new', {
    may: 'record-representation',
    records: 'authority.record',
    form: AuthorityForm,
    act: ({ tools, actor, command, params, values }) =>
      recordAuthority(tools, actor, command, params.budgetId, { ...values, untilOn: values.untilOn }),
    done: (_, { params }) => seeOther(homeOf(params.budgetId), 'Saved. They may act once the document is checked'),
    askAgain: (context, problems, typed) => showNew(context, problems, typed),
  }),
  get('/budgets/:budgetId/representation/check', {
    may: 'record-representation',
    records: 'representation.ask',
    show: context => showCheck(context),
  }),
  post('/budgets/:budgetId/representation/check', {
    may: 'record-representation',
    records: 'authority.verify',
    form: CheckForm,
    act: ({ tools, actor, command, params, values }) => verifyAuthority(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(homeOf(params.budgetId), 'Document checked. They may act now'),
    askAgain: (context, problems, typed) => showCheck(context, problems, typed),
  }),
  get('/budgets/:budgetId/representation/ending', {
    may: 'record-representation',
    records: 'representation.ask',
    show: context => showEnding(context),
  }),
  post('/budgets/:budgetId/representation/ending', {
    may: 'record-representation',
    records: 'authority.end',
    form: EndForm,
    act: ({ tools, actor, command, params, values }) => endAuthority(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(homeOf(params.budgetId), 'Saved. They do not act after that day'),
    askAgain: (context, problems, typed) => showEnding(context, problems, typed),
  }),
];

const showNew = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, newPage, problems, typed);

function newPage(of: Drawn): Html {
  const asked = { problems: of.problems, values: of.typed };
  return formPage(of, {
    title: 'Record who acts for the person',
    path: 'new',
    send: 'Save',
    before: html`<p>Only these five rights count. To be next of kin, family or a friend is none of them: then the board may appoint somebody.</p>`,
    fields: [
      radiosField({
        ...asked,
        name: 'kind',
        label: 'By which right do they act?',
        options: [
          ...AUTHORITY_KINDS.map(value => ({ value, text: AUTHORITY_WORDS[value] })),
          { value: 'NONE_OF_THESE', text: 'None of these: next of kin, family or friend' },
        ],
      }),
      textField({ ...asked, name: 'name', label: 'Their name', width: 20, spellcheck: false }),
      textField({
        ...asked,
        name: 'subject',
        label: 'Name that they sign in with',
        hint: 'As the identity provider gives it. They can sign in once the document is checked',
        spellcheck: false,
      }),
      textField({
        ...asked,
        name: 'documentRef',
        label: 'Which document shows it?',
        hint: 'Its number and date, for example Order 13579 of 4 March 2026. Those who act jointly have the same',
      }),
      textField({ ...asked, name: 'issuer', label: 'Who issued it?', hint: 'For example the Court of Protection' }),
      textareaField({
        ...asked,
        name: 'appointedReason',
        label: 'If the board appoints them: why?',
        rows: 3,
      }),
      checkboxesField({
        ...asked,
        name: 'scope',
        label: 'What may they decide?',
        options: PERSONAL_DECISIONS.map(value => ({ value, text: capital(PERSONAL_DECISION_WORDS[value]) })),
      }),
      radiosField({
        ...asked,
        name: 'acting',
        label: 'Do they act alone?',
        options: WAYS_OF_ACTING.map(value => ({ value, text: ACTING_WORDS[value] })),
      }),
      selectField({
        ...asked,
        name: 'relationship',
        label: 'What are they to the person?',
        options: RELATIONSHIPS.map(value => ({ value, text: RELATIONSHIP_WORDS[value] })),
      }),
      checkboxesField({
        ...asked,
        name: 'sameHousehold',
        label: 'Where they live',
        options: [{ value: 'yes', text: 'They live in the same household' }],
      }),
      checkboxesField({
        ...asked,
        name: 'involvedInCare',
        label: 'What they do',
        options: [{ value: 'yes', text: 'They help with the care, without pay' }],
      }),
      dateField({ ...asked, name: 'fromOn', label: 'First day on which they may act' }),
      dateField({
        ...asked,
        name: 'untilOn',
        label: 'Last day, if there is one (optional)',
        hint: 'Parental responsibility ends by itself on the day before the 18th birthday',
      }),
    ],
  });
}

const showCheck = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, checkPage, problems, typed);

async function checkPage(of: Drawn): Promise<Html> {
  const asked = { problems: of.problems, values: of.typed };
  const open = (await loadAuthorities(of.context.tx, of.budget.personId)).filter(one => !one.verified);
  return formPage(of, {
    title: 'Check the document of who acts',
    path: 'check',
    send: 'Save the check',
    before:
      open.length === 0
        ? html`<p>Every document on record is checked.</p>`
        : html`<p>Look at the original, or ask whoever issued it. From then on they may sign in and act.</p>`,
    fields:
      open.length === 0
        ? []
        : [
            radiosField({
              ...asked,
              name: 'authorityId',
              label: 'Whose document did you see?',
              options: open.map(optionOf),
            }),
            textareaField({ ...asked, name: 'evidence', label: 'What did you see, and when?', rows: 3 }),
          ],
  });
}

const showEnding = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, endingPage, problems, typed);

async function endingPage(of: Drawn): Promise<Html> {
  const asked = { problems: of.problems, values: of.typed };
  const open = (await loadAuthorities(of.context.tx, of.budget.personId)).filter(one => !one.ended);
  return formPage(of, {
    title: 'End the right of somebody to act',
    path: 'ending',
    send: 'Save the end',
    before:
      open.length === 0
        ? html`<p>Nobody acts for the person.</p>`
        : html`<p>After their last day they cannot sign in or decide. Where nobody else has said yes to direct payments, these have to stop.</p>`,
    fields:
      open.length === 0
        ? []
        : [
            radiosField({ ...asked, name: 'authorityId', label: 'Who stops acting?', options: open.map(optionOf) }),
            radiosField({
              ...asked,
              name: 'reason',
              label: 'Why does it end?',
              options: END_REASONS.map(value => ({ value, text: END_WORDS[value] })),
            }),
            textareaField({ ...asked, name: 'words', label: 'What shows it?', rows: 3 }),
            dateField({
              ...asked,
              name: 'lastOn',
              label: 'Their last day',
              value: of.context.tools.today().toString(),
            }),
          ],
  });
}

function optionOf(one: StoredAuthority): { value: string; text: string } {
  return { value: one.authorityId, text: `${one.name}: ${AUTHORITY_WORDS[one.kind]}` };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
