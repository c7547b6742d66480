/** The agreement: made by the care co-ordinator, read and signed by the person, signed for the ICB. */
import { z } from 'zod';
import { button } from '../../nhsuk/content/button.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { checkboxesField, form, radiosField, submitButton, textareaField, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { confirmed, oneOf, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { asOneSum } from '../../rules/funding/stream-budgets.ts';
import {
  goalTimetable,
  RECORD_KEEPING,
  type RecordKeepingLevel,
  usualReviewTimetable,
} from '../../rules/payment/clauses.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { longDate, longMonth } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadProgrammeOf } from '../programmes/store.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { offerAgreement } from './offer-agreement.ts';
import { caseHeading } from './page-parts.ts';
import { signAgreement, signAgreementForIcb } from './sign-agreement.ts';
import { type AgreedPayment, loadAgreement, type StoredAgreement } from './store.ts';

const OfferForm = z.object({
  recordKeepingLevel: oneOf(
    ['RECEIPTS_FROM_25', 'RECEIPTS_FROM_10', 'RECEIPTS_ALL'],
    'Select which records the person keeps',
  ),
  recordsKeptBy: text('Enter who keeps the records', 200),
  reviewTimetable: text('Enter when the reviews are', 1000),
});

const SignForm = z.object({
  contentHash: text('The agreement is missing. Open the page again', 64),
  confirmed: confirmed('Select that you have read the agreement and agree to it'),
});

export const agreementPages: readonly Route[] = [
  get('/budgets/:budgetId/agreement', {
    may: 'see-case',
    records: 'agreement.read',
    show: context => showAgreement(context),
  }),
  get('/budgets/:budgetId/agreement/offer', {
    may: 'offer-agreement',
    records: 'agreement.read',
    show: context => showOffer(context),
  }),
  post('/budgets/:budgetId/agreement/offer', {
    may: 'offer-agreement',
    records: 'agreement.offer',
    form: OfferForm,
    act: ({ tools, actor, command, params, values }) => offerAgreement(tools, actor, command, params.budgetId, values),
    done: (_, { params }) =>
      seeOther(`/budgets/${params.budgetId}/agreement`, 'Agreement made. The person can read and sign it now'),
    askAgain: (context, problems, typed) => showOffer(context, problems, typed),
  }),
  get('/budgets/:budgetId/agreement/signature', {
    may: 'sign-agreement',
    records: 'agreement.read',
    show: context => showSigning(context),
  }),
  post('/budgets/:budgetId/agreement/signature', {
    may: 'sign-agreement',
    records: 'agreement.sign',
    form: SignForm,
    act: ({ tools, actor, command, params, values: { contentHash } }) =>
      signAgreement(tools, actor, command, params.budgetId, { contentHash }),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/agreement`, 'You have signed the agreement'),
    askAgain: (context, problems, typed) => showSigning(context, problems, typed),
  }),
  get('/budgets/:budgetId/agreement/icb-signature', {
    may: 'sign-agreement-for-icb',
    records: 'agreement.read',
    show: context => showIcbSigning(context),
  }),
  post('/budgets/:budgetId/agreement/icb-signature', {
    may: 'sign-agreement-for-icb',
    records: 'agreement.sign-for-icb',
    form: SignForm,
    act: ({ tools, actor, command, params, values: { contentHash } }) =>
      signAgreementForIcb(tools, actor, command, params.budgetId, { contentHash }),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/agreement`, 'Agreement signed by both sides'),
    askAgain: (context, problems, typed) => showIcbSigning(context, problems, typed),
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

async function showAgreement(context: Asked): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const agreement = await loadAgreement(tx, budget.budgetId);
  const mayOffer = hasLeave(actor, 'offer-agreement') && budget.state === 'BUDGET_SET';
  const title = actor.personId ? 'Your agreement' : 'Agreement';
  const href = `/budgets/${budget.budgetId}/agreement`;
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, title)}
    ${
      agreement
        ? html`${signaturesOf(agreement)}${nextStep(context, agreement, href)}${termsOf(agreement)}${nextStep(context, agreement, href)}`
        : html`<p>There is no agreement yet. ${mayOffer ? 'Make it now: the figures and the plan are settled.' : 'Your care co-ordinator makes it when the final budget is set.'}</p>`
    }
    ${mayOffer && button({ text: agreement ? 'Make the agreement again' : 'Make the agreement', href: `${href}/offer`, variant: agreement ? 'secondary' : undefined })}`,
  });
}

/** The signature that this reader may give now. */
function nextStep({ actor }: Asked, agreement: StoredAgreement, href: string): Html | undefined {
  // Those who act jointly each sign: who has not may still have to.
  const isOpen = actor.roles.includes('representative') ? !agreement.signedByIcb : !agreement.signedByPerson;
  if (isOpen && !agreement.signerIds.includes(actor.id) && hasLeave(actor, 'sign-agreement'))
    return html`<p>Read it first. Then sign it.</p>${button({ text: 'Sign the agreement', href: `${href}/signature` })}`;
  if (agreement.signedByPerson && !agreement.signedByIcb && hasLeave(actor, 'sign-agreement-for-icb'))
    return button({ text: 'Sign for the ICB', href: `${href}/icb-signature` });
  return undefined;
}

function signaturesOf(agreement: StoredAgreement): Html {
  const of = (side: 'PERSON' | 'ICB', otherwise: string) => {
    const signature = agreement.signatures.find(one => one.side === side);
    return signature ? `${signature.byName}, ${longDate(signature.signedOn)}` : otherwise;
  };
  return summaryList({
    rows: [
      { key: 'For one year from', value: longDate(agreement.startsOn) },
      { key: 'Budget', value: pounds(agreement.yearPence) },
      { key: 'Signed by the person', value: of('PERSON', 'Not yet') },
      { key: 'Signed for the ICB', value: of('ICB', 'Not yet') },
    ],
  });
}

function termsOf(agreement: StoredAgreement): Html {
  const paid = (option: AgreedPayment['option']) => agreement.payments.filter(payment => payment.option === option);
  return html`
    ${scheduleOf('When it is paid', paid('DIRECT_PAYMENT'))}
    ${scheduleOf('When the organisation that holds money is paid', paid('THIRD_PARTY'))}
    ${agreement.clauses.map(
      clause => html`
      <h2 class="nhsuk-heading-s">${clause.title}</h2>
      <p>${clause.words}</p>`,
    )}`;
}

function scheduleOf(caption: string, payments: readonly AgreedPayment[]): Html | false {
  return (
    payments.length > 0 &&
    table({
      caption: { text: caption, size: 'm' },
      responsive: true,
      head: ['Month', 'For', { text: 'Amount', format: 'numeric' }],
      rows: asOneSum(payments).map(payment => [
        longMonth(payment.period),
        payment.purpose === 'START_UP' || payment.purpose === 'ONE_OFF'
          ? 'What is bought once'
          : `${longDate(payment.coversFrom)} to ${longDate(payment.coversTo)}`,
        pounds(payment.amountPence),
      ]),
    })
  );
}

async function showOffer(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, actor, frame, params, tools } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const policy = await loadPolicy(tx, actor.icbCode, tools.today());
  const programme = await loadProgrammeOf(tx, budget.budgetId);
  return page({
    frame,
    title: 'Make the agreement',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/agreement` },
    content: html`
    ${caseHeading(budget, 'Make the agreement')}
    <p>The amounts come from the final budget and the lines from the approved plan. Talk with the person about these three things.</p>
    ${form(
      { action: `/budgets/${budget.budgetId}/agreement/offer`, ...frame.hidden },
      radiosField({
        name: 'recordKeepingLevel',
        label: 'Which records are kept?',
        hint: 'The agreement cannot be signed without this.',
        options: Object.entries(RECORD_KEEPING).map(([value, words]) => ({
          value: value satisfies string as RecordKeepingLevel,
          text: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
        })),
        problems,
        values: typed,
      }),
      textField({
        name: 'recordsKeptBy',
        label: 'Who keeps them?',
        hint: 'For example: the person, their mother, or the payroll bureau.',
        problems,
        values: typed,
      }),
      textareaField({
        name: 'reviewTimetable',
        label: 'When are the reviews?',
        problems,
        values: typed,
        value: programme
          ? goalTimetable(programme.lastOn, {
              from: policy.oneoff.followUpFromWeeks,
              to: policy.oneoff.followUpToWeeks,
            })
          : usualReviewTimetable(policy.review.firstMonths, policy.notice.reviewDays),
        rows: 5,
      }),
      submitButton('Make the agreement'),
    )}`,
  });
}

async function showSigning(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  return showSignature(context, problems, typed, {
    path: 'signature',
    title: 'Sign your agreement',
    box: 'I have read the agreement and I agree to it',
    send: 'Sign',
    words: agreement =>
      `You agree to how ${pounds(agreement.yearPence)} for one year from ${longDate(agreement.startsOn)} is paid and used, which records are kept, and when we meet to review it.`,
  });
}

async function showIcbSigning(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  return showSignature(context, problems, typed, {
    path: 'icb-signature',
    title: 'Sign the agreement for the ICB',
    box: 'I have read the agreement and sign it for the ICB',
    send: 'Sign for the ICB',
    words: agreement =>
      `The ICB agrees to pay ${pounds(agreement.yearPence)} for one year from ${longDate(agreement.startsOn)}.`,
  });
}

type Signing = {
  readonly path: string;
  readonly title: string;
  readonly box: string;
  readonly send: string;
  readonly words: (agreement: StoredAgreement) => string;
};

async function showSignature(
  { tx, actor, frame, params }: Asked,
  problems: readonly Problem[],
  typed: Typed | undefined,
  signing: Signing,
): Promise<Html | undefined> {
  const budget: Budget | undefined = await loadBudget(tx, actor.icbCode, params.budgetId);
  const agreement = budget && (await loadAgreement(tx, budget.budgetId));
  if (!budget || !agreement) return undefined;
  const href = `/budgets/${budget.budgetId}/agreement`;
  return page({
    frame,
    title: signing.title,
    problems,
    backLink: { href },
    content: html`
    ${caseHeading(budget, signing.title)}
    ${insetText({ text: signing.words(agreement) })}
    <p><a class="nhsuk-link" href="${href}">Read the whole agreement</a></p>
    ${form(
      { action: `${href}/${signing.path}`, ...frame.hidden, hidden: { contentHash: agreement.contentHash } },
      checkboxesField({
        name: 'confirmed',
        label: 'Do you agree?',
        options: [{ value: 'yes', text: signing.box }],
        problems,
        values: typed,
      }),
      submitButton(signing.send),
    )}`,
  });
}
