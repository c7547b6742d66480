/** Staff, for the administrator: who works here, what they may do, and who does so no longer. */
import { z } from 'zod';
import { button } from '../../nhsuk/content/button.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import { checkboxesField, form, moneyField, submitButton, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { confirmed, money, someOf, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { STAFF_ROLES, type StaffRole } from '../../rules/staff.ts';
import { ROLE_WORDS, rolesInWords } from '../../rules/words.ts';
import { londonTime } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { addStaff } from './add-staff.ts';
import { changeAccess, endAccess, giveBackAccess } from './change-access.ts';
import { loadStaffMember, loadStaffMembers, type StaffMember } from './store.ts';

/** A board has some dozens of people at work with budgets. */
const MOST_LISTED = 500;

const AccessForm = z.object({
  roles: someOf(STAFF_ROLES, 'Select at least one role'),
  approvalLimitPence: money('Enter an amount in pounds, such as 50,000').default(0n),
});
const NewForm = AccessForm.extend({
  name: text('Enter their name', 100),
  jobTitle: text('Enter what they are', 100),
  subject: text('Enter the name by which the identity provider knows them', 200),
});
const EndForm = z.object({ confirmed: confirmed('Select that their access is to end') });

/** What each role is for, beside its name. */
const ROLE_HINTS: Readonly<Record<StaffRole, string>> = {
  'care-coordinator': 'Registers requests, assesses, and writes plans with people',
  approver: 'Decides on requests and approves plans, up to the limit below',
  'finance-officer': 'Works out budgets, checks accounts, reviews the money',
  'payment-preparer': 'Enters accounts and prepares payment runs',
  'payment-releaser': 'Releases payment runs that others prepared',
  administrator: 'Gives access to others, and has no other role',
};

export const staffPages: readonly Route[] = [
  get('/staff', { may: 'administer-staff', records: 'staff.list', show: context => showList(context) }),
  get('/staff/new', { may: 'administer-staff', records: 'staff.list', show: async context => showNew(context) }),
  post('/staff/new', {
    may: 'administer-staff',
    records: 'staff.add',
    form: NewForm,
    act: ({ tools, actor, command, values }) => addStaff(tools, actor, command, values),
    done: ({ staffUserId }) => seeOther(`/staff/${staffUserId}`, 'Added. They may sign in from now on'),
    askAgain: async (context, problems, typed) => showNew(context, problems, typed),
  }),
  get('/staff/:staffUserId', {
    may: 'administer-staff',
    records: 'staff.read',
    show: context => showMember(context),
  }),
  post('/staff/:staffUserId', {
    may: 'administer-staff',
    records: 'staff.change',
    form: AccessForm,
    act: ({ tools, actor, command, params, values }) => changeAccess(tools, actor, command, params.staffUserId, values),
    done: ({ staffUserId }) => seeOther(`/staff/${staffUserId}`, 'Changed. It counts from their next click on'),
    askAgain: (context, problems, typed) => showMember(context, problems, typed),
  }),
  post('/staff/:staffUserId/return', {
    may: 'administer-staff',
    records: 'staff.give-back',
    form: AccessForm,
    act: ({ tools, actor, command, params, values }) =>
      giveBackAccess(tools, actor, command, params.staffUserId, values),
    done: ({ staffUserId }) => seeOther(`/staff/${staffUserId}`, 'They may sign in again from now on'),
    askAgain: (context, problems, typed) => showMember(context, problems, typed),
  }),
  get('/staff/:staffUserId/end', {
    may: 'administer-staff',
    records: 'staff.read',
    show: context => showEnd(context),
  }),
  post('/staff/:staffUserId/end', {
    may: 'administer-staff',
    records: 'staff.end',
    form: EndForm,
    act: ({ tools, actor, command, params }) => endAccess(tools, actor, command, params.staffUserId),
    done: ({ staffUserId }) => seeOther(`/staff/${staffUserId}`, 'Their access has ended'),
    askAgain: (context, problems) => showEnd(context, problems),
  }),
];

type Asked = ShowContext<{ readonly staffUserId: string }>;

async function showList({ frame, tx, actor }: ShowContext): Promise<Html> {
  const members = await loadStaffMembers(tx, actor.icbCode, MOST_LISTED);
  return page({
    frame,
    title: 'Staff',
    width: 'full',
    backLink: { href: '/home', text: 'Home' },
    content: html`
    <h1 class="nhsuk-heading-l">Staff</h1>
    ${button({ text: 'Add somebody', href: '/staff/new' })}
    ${table({
      caption: { text: 'Who works here, and who did', classes: 'nhsuk-u-visually-hidden' },
      responsive: true,
      head: ['Name', 'Job', 'Roles', { text: 'Approves up to', format: 'numeric' }, 'Access'],
      rows: members.map(member => [
        { text: member.name, href: `/staff/${member.staffUserId}` },
        member.jobTitle,
        rolesInWords(member.roles),
        { text: limitInWords(member), format: 'numeric' },
        member.endedAt === null ? 'Yes' : { html: tag({ text: 'Ended', colour: 'grey' }) },
      ]),
    })}
    ${members.length === MOST_LISTED && html`<p>You see the first ${MOST_LISTED}.</p>`}`,
  });
}

const limitInWords = ({ roles, approvalLimitPence }: StaffMember): string =>
  roles.includes('approver') ? pounds(approvalLimitPence) : '';

const showNew = ({ frame }: ShowContext, problems: readonly Problem[] = [], typed?: Typed): Html =>
  page({
    frame,
    title: 'Add somebody',
    problems,
    backLink: { href: '/staff', text: 'Staff' },
    content: html`
    <h1 class="nhsuk-heading-l">Add somebody</h1>
    ${form(
      { action: '/staff/new', ...frame.hidden },
      textField({ name: 'name', label: 'Name', spellcheck: false, problems, values: typed }),
      textField({ name: 'jobTitle', label: 'Job', problems, values: typed }),
      textField({
        name: 'subject',
        label: 'Who the identity provider says they are',
        hint: 'The subject (sub) in their sign-in. Your identity team knows it; it cannot be changed later.',
        spellcheck: false,
        problems,
        values: typed,
      }),
      ...accessFields(undefined, problems, typed),
      submitButton('Add'),
    )}`,
  });

function accessFields(
  member: StaffMember | undefined,
  problems: readonly Problem[],
  typed: Typed | undefined,
): readonly Html[] {
  return [
    checkboxesField({
      name: 'roles',
      label: 'What may they do?',
      hint: 'Nobody both prepares and releases payments, and nobody who approves plans pays them.',
      chosen: member?.roles ?? [],
      problems,
      values: typed,
      options: STAFF_ROLES.map(role => ({ value: role, text: capital(ROLE_WORDS[role]), hint: ROLE_HINTS[role] })),
    }),
    moneyField({
      name: 'approvalLimitPence',
      label: 'Approves plans up to, for a year (optional)',
      hint: 'Only for an approver. Without it they can approve no plan.',
      value: member && member.approvalLimitPence > 0n ? pounds(member.approvalLimitPence).replace('£', '') : undefined,
      problems,
      values: typed,
    }),
  ];
}

async function showMember(
  { frame, tx, actor, params }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const member = await loadStaffMember(tx, actor.icbCode, params.staffUserId);
  if (!member) return undefined;
  const path = `/staff/${member.staffUserId}`;
  const ended = member.endedAt !== null;
  return page({
    frame,
    title: member.name,
    problems,
    backLink: { href: '/staff', text: 'Staff' },
    content: html`
    <h1 class="nhsuk-heading-l">${member.name}</h1>
    ${summaryList({
      rows: [
        { key: 'Job', value: member.jobTitle },
        { key: 'At the identity provider', value: member.subject },
        { key: 'Roles', value: rolesInWords(member.roles) },
        member.roles.includes('approver') && { key: 'Approves up to', value: pounds(member.approvalLimitPence) },
        { key: 'Access', value: member.endedAt === null ? 'Yes' : `Ended ${londonTime(member.endedAt)}` },
      ],
    })}
    ${
      member.staffUserId === actor.id
        ? insetText({ text: 'This is you. Another administrator has to change what you may do.' })
        : html`
    <h2 class="nhsuk-heading-m">${ended ? 'Give access again' : 'Change what they may do'}</h2>
    ${form(
      { action: ended ? `${path}/return` : path, ...frame.hidden },
      ...accessFields(member, problems, typed),
      submitButton(ended ? 'Give access' : 'Save'),
    )}
    ${!ended && html`<p><a href="${path}/end">End their access</a></p>`}`
    }`,
  });
}

async function showEnd(
  { frame, tx, actor, params }: Asked,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const member = await loadStaffMember(tx, actor.icbCode, params.staffUserId);
  if (!member || (member.endedAt !== null && problems.length === 0)) return undefined;
  const path = `/staff/${member.staffUserId}`;
  return page({
    frame,
    title: `End the access of ${member.name}`,
    problems,
    backLink: { href: path, text: member.name },
    content: html`
    <h1 class="nhsuk-heading-l">End the access of ${member.name}</h1>
    <p>They are signed out at once, here and at the terminal, and cannot sign in again. What they did stays in their name.</p>
    ${form(
      { action: `${path}/end`, ...frame.hidden },
      checkboxesField({
        name: 'confirmed',
        label: 'Are you sure?',
        problems,
        options: [{ value: 'yes', text: 'End their access' }],
      }),
      submitButton('End access', 'warning'),
    )}`,
  });
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
