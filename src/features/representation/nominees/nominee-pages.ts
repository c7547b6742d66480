/** Naming somebody to receive the money (R-032), both sides' yes (R-033, R-034), the end of it (R-035), and checks (R-036, R-037). */
import { z } from 'zod';
import {
  checkboxesField,
  dateField,
  radiosField,
  selectField,
  textareaField,
  textField,
} from '../../../nhsuk/forms.ts';
import { confirmed, date, flag, oneOf, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, seeOther, type Typed } from '../../../platform/http.ts';
import { RELATIONSHIPS } from '../../../rules/plan/connected-person.ts';
import { RELATIONSHIP_WORDS } from '../../../rules/plan/plan-part-words.ts';
import { NOMINEE_AGREEMENT, NOMINEE_CLAUSES } from '../../../rules/representation/nominee.ts';
import { PAYEE_CONCERNS } from '../../../rules/representation/payee.ts';
import { actingFor } from '../../../rules/representation/representation.ts';
import { type Asked, type Drawn, drawn, formPage, homeOf } from '../page-parts.ts';
import { loadCurrentNominee, loadParties } from '../payee-store.ts';
import { loadAuthorities } from '../store.ts';
import { acceptNomination } from './accept-nomination.ts';
import { agreeNominee } from './agree-nominee.ts';
import { checkDbs } from './check-dbs.ts';
import { endNomination } from './end-nomination.ts';
import { nameNominee } from './name-nominee.ts';
import { raisePayeeConcern } from './raise-payee-concern.ts';

const NomineeForm = z.object({
  nominatorId: z.uuid({ error: 'Select whose wish it is' }).optional(),
  name: text('Enter the name of who should receive the money', 70),
  party: oneOf(['INDIVIDUAL', 'ORGANISATION'], 'Select whether it is a person or an organisation'),
  contact: text('Enter how we can reach them', 200),
  relationship: oneOf(RELATIONSHIPS, 'Select what they are to the person').default('NONE'),
  sameHousehold: flag(),
  involvedInCare: flag(),
  basis: oneOf(['NOW', 'ADVANCE_WISH'], 'Select from when'),
});

const AcceptForm = z.object({
  clauseVersion: text('The agreement is missing. Open the page again', 20),
  evidence: text('Enter where the signed paper is kept, and its date', 500),
  confirmed: confirmed('Confirm that they have read all three points and signed'),
});

const AgreeForm = z.object({ reason: text('Say why the board agrees', 1000) });

const EndForm = z.object({
  inWriting: flag(),
  evidence: text('Say what you want to change, or what the letter says', 500),
});

const DbsForm = z.object({
  partyId: z.uuid({ error: 'Select whose certificate it is' }),
  certificateNumber: text('Enter the number of the certificate', 30),
  issuedOn: date('Enter the day on which it was issued'),
  checkedOn: date('Enter the day on which you saw it'),
  outcome: oneOf(['CLEAR', 'NOT_SUITABLE'], 'Select what it says'),
});

const ConcernForm = z.object({
  partyId: z.uuid({ error: 'Select who it is about' }),
  kind: oneOf(PAYEE_CONCERNS, 'Select what was found'),
  reason: text('Say what was found, and how', 1000),
});

export const nomineePages: readonly Route[] = [
  get('/budgets/:budgetId/representation/nominee', {
    may: 'name-nominee',
    records: 'representation.ask',
    show: context => showNaming(context),
  }),
  post('/budgets/:budgetId/representation/nominee', {
    may: 'name-nominee',
    records: 'nominee.name',
    form: NomineeForm,
    act: ({ tools, actor, command, params, values }) =>
      nameNominee(tools, actor, command, params.budgetId, { ...values, nominatorId: values.nominatorId }),
    done: ({ needsDbs }, { params }) =>
      seeOther(
        homeOf(params.budgetId),
        needsDbs
          ? 'Saved. They have to agree, the board too, and a certificate is needed'
          : 'Saved. They have to agree, and the board too',
      ),
    askAgain: (context, problems, typed) => showNaming(context, problems, typed),
  }),
  get('/budgets/:budgetId/representation/nominee-yes', {
    may: 'record-representation',
    records: 'representation.ask',
    show: context => showAcceptance(context),
  }),
  post('/budgets/:budgetId/representation/nominee-yes', {
    may: 'record-representation',
    records: 'nominee.accept',
    form: AcceptForm,
    act: ({ tools, actor, command, params, values: { clauseVersion, evidence } }) =>
      acceptNomination(tools, actor, command, params.budgetId, { clauseVersion, evidence }),
    done: (_, { params }) => seeOther(homeOf(params.budgetId), 'Saved. Now the board has to agree'),
    askAgain: (context, problems, typed) => showAcceptance(context, problems, typed),
  }),
  get('/budgets/:budgetId/representation/board-yes', {
    may: 'agree-nominee',
    records: 'representation.ask',
    show: context => showAgreement(context),
  }),
  post('/budgets/:budgetId/representation/board-yes', {
    may: 'agree-nominee',
    records: 'nominee.agree',
    form: AgreeForm,
    act: ({ tools, actor, command, params, values }) => agreeNominee(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(homeOf(params.budgetId), 'Saved. The money may go to them'),
    askAgain: (context, problems, typed) => showAgreement(context, problems, typed),
  }),
  get('/budgets/:budgetId/representation/nominee-end', {
    may: 'name-nominee',
    records: 'representation.ask',
    show: context => showEnd(context),
  }),
  post('/budgets/:budgetId/representation/nominee-end', {
    may: 'name-nominee',
    records: 'nominee.end',
    form: EndForm,
    act: ({ tools, actor, command, params, values }) => endNomination(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(homeOf(params.budgetId), 'Saved. They receive no more money'),
    askAgain: (context, problems, typed) => showEnd(context, problems, typed),
  }),
  get('/budgets/:budgetId/representation/certificate', {
    may: 'record-representation',
    records: 'representation.ask',
    show: context => showDbs(context),
  }),
  post('/budgets/:budgetId/representation/certificate', {
    may: 'record-representation',
    records: 'dbs.check',
    form: DbsForm,
    act: ({ tools, actor, command, params, values }) => checkDbs(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(homeOf(params.budgetId), 'Certificate saved'),
    askAgain: (context, problems, typed) => showDbs(context, problems, typed),
  }),
  get('/budgets/:budgetId/representation/concern', {
    may: 'record-representation',
    records: 'representation.ask',
    show: context => showConcern(context),
  }),
  post('/budgets/:budgetId/representation/concern', {
    may: 'record-representation',
    records: 'payee.concern',
    form: ConcernForm,
    act: ({ tools, actor, command, params, values }) =>
      raisePayeeConcern(tools, actor, command, params.budgetId, values),
    done: ({ offers }, { params }) =>
      seeOther(
        homeOf(params.budgetId),
        offers === '' ? 'Saved. Decide what follows' : 'Saved. Payments go on. Offer another way to hold the money',
      ),
    askAgain: (context, problems, typed) => showConcern(context, problems, typed),
  }),
];

const showNaming = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, namingPage, problems, typed);

async function namingPage(of: Drawn): Promise<Html> {
  const { context, budget } = of;
  const asked = { problems: of.problems, values: of.typed };
  const isStaff = context.actor.personId === undefined;
  const today = context.tools.today();
  const acting = isStaff ? actingFor(await loadAuthorities(context.tx, budget.personId), 'NOMINEE', today) : [];
  return formPage(of, {
    title: isStaff ? 'Name who receives the money' : 'Choose who receives the money',
    path: 'nominee',
    send: 'Save',
    before: html`<p>This person or organisation receives the money and pays for the care. They sign the contracts in their own name. Nothing is paid to them before they agree and we agree.</p>`,
    fields: [
      isStaff &&
        radiosField({
          ...asked,
          name: 'nominatorId',
          label: 'Whose wish is it?',
          options: [
            { value: budget.personId, text: budget.personName },
            ...acting.map(one => ({ value: one.representativeId, text: `${one.name}, who acts for them` })),
          ],
        }),
      textField({ ...asked, name: 'name', label: 'Their name', width: 20, spellcheck: false }),
      radiosField({
        ...asked,
        name: 'party',
        label: 'Who is it?',
        options: [
          { value: 'INDIVIDUAL', text: 'A person' },
          { value: 'ORGANISATION', text: 'An organisation' },
        ],
      }),
      textField({ ...asked, name: 'contact', label: 'How can we reach them?', hint: 'Phone number or email address' }),
      selectField({
        ...asked,
        name: 'relationship',
        label: isStaff ? 'What are they to the person?' : 'What are they to you?',
        options: RELATIONSHIPS.map(value => ({ value, text: RELATIONSHIP_WORDS[value] })),
      }),
      checkboxesField({
        ...asked,
        name: 'sameHousehold',
        label: 'Where they live',
        options: [{ value: 'yes', text: isStaff ? 'They live in the same household' : 'They live with me' }],
      }),
      checkboxesField({
        ...asked,
        name: 'involvedInCare',
        label: 'What they do',
        options: [{ value: 'yes', text: 'They help with the care, without pay' }],
      }),
      radiosField({
        ...asked,
        name: 'basis',
        label: 'From when?',
        options: [
          { value: 'NOW', text: 'From now on' },
          { value: 'ADVANCE_WISH', text: 'Only when the person can no longer decide this' },
        ],
      }),
    ].filter(field => field !== false),
  });
}

const showAcceptance = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, acceptancePage, problems, typed);

async function acceptancePage(of: Drawn): Promise<Html> {
  const asked = { problems: of.problems, values: of.typed };
  const nominee = await loadCurrentNominee(of.context.tx, of.budget, of.context.tools.today());
  const isOpen = nominee !== undefined && nominee.nomineeAgreedOn === undefined;
  return formPage(of, {
    title: 'Record that the nominee agrees',
    path: 'nominee-yes',
    send: 'Save their yes',
    hidden: { clauseVersion: NOMINEE_AGREEMENT.version },
    before: isOpen
      ? html`<p>${nominee.name} has to sign that:</p><ul class="nhsuk-list nhsuk-list--bullet">${NOMINEE_CLAUSES.map(clause => html`<li>${NOMINEE_AGREEMENT.clauses[clause]}</li>`)}</ul>`
      : html`<p>${nominee ? `${nominee.name} has agreed already.` : 'Nobody is named to receive the money.'}</p>`,
    fields: isOpen
      ? [
          textareaField({ ...asked, name: 'evidence', label: 'Where is the signed paper, and of which day?', rows: 3 }),
          checkboxesField({
            ...asked,
            name: 'confirmed',
            label: 'They have agreed',
            options: [{ value: 'yes', text: 'They have read all three points and signed' }],
          }),
        ]
      : [],
  });
}

const showAgreement = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, agreementPage, problems, typed);

async function agreementPage(of: Drawn): Promise<Html> {
  const asked = { problems: of.problems, values: of.typed };
  const nominee = await loadCurrentNominee(of.context.tx, of.budget, of.context.tools.today());
  const isOpen = nominee?.nomineeAgreedOn !== undefined && nominee.icbAgreedOn === undefined;
  return formPage(of, {
    title: 'Agree to who receives the money',
    path: 'board-yes',
    send: 'Agree for the board',
    before: isOpen
      ? html`<p>${nominee.nominatorName} named ${nominee.name} (${RELATIONSHIP_WORDS[nominee.relationship].toLowerCase()}). They have agreed.${nominee.needsDbs && ' They need an enhanced DBS certificate before the first payment.'}</p>`
      : html`<p>There is nobody whom the board has to agree to now. The nominee agrees first.</p>`,
    fields: isOpen ? [textareaField({ ...asked, name: 'reason', label: 'Why does the board agree?', rows: 3 })] : [],
  });
}

const showEnd = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, endPage, problems, typed);

async function endPage(of: Drawn): Promise<Html> {
  const asked = { problems: of.problems, values: of.typed };
  const isStaff = of.context.actor.personId === undefined;
  const nominee = await loadCurrentNominee(of.context.tx, of.budget, of.context.tools.today());
  return formPage(of, {
    title: isStaff ? 'End a nomination' : 'Somebody else should receive the money',
    path: 'nominee-end',
    send: 'Save',
    before: nominee
      ? html`<p>${nominee.name} receives no more money from today. Your care goes on, and we talk about who receives the money then.</p>`
      : html`<p>Nobody is named to receive the money.</p>`,
    fields: nominee
      ? [
          textareaField({
            ...asked,
            name: 'evidence',
            label: isStaff ? 'What says it in writing, and where is it kept?' : 'What do you want to change?',
            rows: 3,
          }),
          isStaff &&
            checkboxesField({
              ...asked,
              name: 'inWriting',
              label: 'In writing',
              options: [{ value: 'yes', text: 'There is a letter, an email or a message that says it' }],
            }),
        ].filter(field => field !== false)
      : [],
  });
}

const showDbs = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, dbsPage, problems, typed);

async function dbsPage(of: Drawn): Promise<Html> {
  const asked = { problems: of.problems, values: of.typed };
  const parties = await loadParties(of.context.tx, of.budget);
  return formPage(of, {
    title: 'Enhanced DBS certificate',
    path: 'certificate',
    send: 'Save the certificate',
    before:
      parties.length === 0
        ? html`<p>Nobody but the person receives the money.</p>`
        : html`<p>Whoever receives the money and is neither close family nor a friend who helps with the care needs one before the first payment.</p>`,
    fields:
      parties.length === 0
        ? []
        : [
            radiosField({
              ...asked,
              name: 'partyId',
              label: 'Whose certificate is it?',
              options: parties.map(party => ({
                value: party.partyId,
                text: party.name,
                hint: party.needsDbs ? 'Needs one' : 'Does not need one',
              })),
            }),
            textField({ ...asked, name: 'certificateNumber', label: 'Number of the certificate', width: 20 }),
            dateField({ ...asked, name: 'issuedOn', label: 'When was it issued?' }),
            dateField({
              ...asked,
              name: 'checkedOn',
              label: 'When did you see it?',
              value: of.context.tools.today().toString(),
            }),
            radiosField({
              ...asked,
              name: 'outcome',
              label: 'What does it say?',
              options: [
                { value: 'CLEAR', text: 'Nothing that speaks against it' },
                { value: 'NOT_SUITABLE', text: 'Something that speaks against it' },
              ],
            }),
          ],
  });
}

const showConcern = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, concernPage, problems, typed);

async function concernPage(of: Drawn): Promise<Html> {
  const asked = { problems: of.problems, values: of.typed };
  const { personId, personName } = of.budget;
  const parties = [
    { partyId: personId, name: `${personName}, the person` },
    ...(await loadParties(of.context.tx, of.budget)),
  ];
  return formPage(of, {
    title: 'A concern about who receives the money',
    path: 'concern',
    send: 'Save',
    before: html`<p>Nothing stops by itself. To be bankrupt is no bar: offer a managed account, an organisation that holds the money, or a broker’s help.</p>`,
    fields: [
      radiosField({
        ...asked,
        name: 'partyId',
        label: 'Who is it about?',
        options: parties.map(party => ({ value: party.partyId, text: party.name })),
      }),
      radiosField({
        ...asked,
        name: 'kind',
        label: 'What was found?',
        options: [
          { value: 'UNSUITABLE', text: 'They are not suitable to receive the money for somebody else' },
          { value: 'BANKRUPT', text: 'They are bankrupt' },
        ],
      }),
      textareaField({ ...asked, name: 'reason', label: 'How do you know?', rows: 3 }),
    ],
  });
}
