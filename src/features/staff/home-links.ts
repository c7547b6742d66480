/**
 * What stands on the home page: one line for each thing that somebody may open, by the permission that it needs.
 * A feature with a list of its own adds its line here.
 */
import { hasLeave } from '../../rules/permissions.ts';
import type { Actor } from '../../values/actor.ts';
import type { Permission } from '../../values/permission.ts';

export type HomeLink = { readonly href: string; readonly text: string; readonly hint: string };

export const HOME_LINKS: readonly (HomeLink & { readonly may: Permission })[] = [
  {
    may: 'see-inbox',
    href: '/your-budget',
    text: 'Your personal health budget',
    hint: 'Your plan, your money, what happens next, and the letters we sent',
  },
  { may: 'see-enquiries', href: '/enquiries', text: 'Enquiries', hint: 'People who asked and wait for an answer' },
  {
    may: 'decide-reconsideration',
    href: '/reconsiderations',
    text: 'Decisions to look at again',
    hint: 'What people asked us to look at once more, the earliest answer first',
  },
  {
    may: 'decide-extra-payment',
    href: '/extra-payments',
    text: 'Extra payments to decide about',
    hint: 'Emergencies first',
  },
  {
    may: 'suspend-payments',
    href: '/suspensions',
    text: 'Payments held back',
    hint: 'Over a concern, the earliest look at it first',
  },
  {
    may: 'decide-eligibility',
    href: '/continuing-healthcare',
    text: 'Continuing Healthcare at home',
    hint: 'Who has no budget, and whether the reason is on record',
  },
  {
    may: 'see-scorecards',
    href: '/six-features',
    text: 'Which budgets count',
    hint: 'The six features, and what is missing where',
  },
  {
    may: 'see-programmes',
    href: '/programmes',
    text: 'One-off budgets',
    hint: 'Programmes, what they promise, and what can be had nearby',
  },
  {
    may: 'arrange-review',
    href: '/follow-ups',
    text: 'What came of one-off budgets',
    hint: 'Whom to ask how it went, the earliest first',
  },
  { may: 'keep-wheelchair', href: '/wheelchairs', text: 'Wheelchairs', hint: 'Which are to be looked at next' },
  {
    may: 'check-health-change',
    href: '/health-follow-ups',
    text: 'Changes of health',
    hint: 'Whose money to look at again, and who is in hospital',
  },
  { may: 'arrange-review', href: '/reviews', text: 'Reviews', hint: 'Which are open, overdue or due soon' },
  {
    may: 'hold-money-review',
    href: '/planned-and-spent',
    text: 'Planned and spent',
    hint: 'All budgets together, and what to ask about',
  },
  {
    may: 'hold-money-review',
    href: '/month-end',
    text: 'Month-end',
    hint: 'One month of all budgets, and the furthest from their plan',
  },
  {
    may: 'see-contribution-arrears',
    href: '/contribution-arrears',
    text: 'What has not been paid in yet',
    hint: 'Whose part of a council’s money is late, and who talks with them',
  },
  {
    may: 'see-recharges',
    href: '/recharges',
    text: 'What other payers owe',
    hint: 'Month by month, for budgets that several fund together',
  },
  {
    may: 'see-suppliers',
    href: '/orders',
    text: 'Care that the NHS buys',
    hint: 'Orders to decide about, and suppliers',
  },
  {
    may: 'see-tie-out',
    href: '/tie-out',
    text: 'Ledger, bank and plan',
    hint: 'What does not agree, and whose it is to put right',
  },
  {
    may: 'keep-bank-layouts',
    href: '/bank-layouts',
    text: 'Bank layouts',
    hint: 'How files of banks are read that people described, and taking a wrong one back',
  },
  {
    may: 'see-budget-setting',
    href: '/rate-cards',
    text: 'Rate cards',
    hint: 'The prices that budgets are worked out with, and what a new card would change',
  },
  {
    may: 'record-representation',
    href: '/representation-tasks',
    text: 'Who acts and who is paid',
    hint: 'Birthdays that change who decides, consent that fell, nominations that ended',
  },
  {
    may: 'see-held-payments',
    href: '/held-payments',
    text: 'Payments that wait for you',
    hint: 'Held out of a payment run: why, and by when to clear it',
  },
  {
    may: 'hear-bank',
    href: '/returned-payments',
    text: 'Payments that came back',
    hint: 'Owed again: what to put right before the next run',
  },
  { may: 'see-pay-runs', href: '/pay-runs', text: 'Payments', hint: 'Payment runs, and accounts to enter' },
  {
    may: 'see-pay-runs',
    href: '/supplier-payments',
    text: 'Payments to suppliers',
    hint: 'For care that the NHS buys itself',
  },
  {
    may: 'see-held-budgets',
    href: '/held-budgets',
    text: 'Money that you hold for people',
    hint: 'For whom, how much, and what we ask you for',
  },
  {
    may: 'see-third-parties',
    href: '/third-parties',
    text: 'Organisations that hold money',
    hint: 'Who they are, their accounts, and for how many people',
  },
  {
    may: 'see-policy',
    href: '/policy',
    text: 'Policy',
    hint: 'The figures that the board chose, and who approved them',
  },
  { may: 'administer-staff', href: '/staff', text: 'Staff', hint: 'Who works here, and what they may do' },
  { may: 'see-audit', href: '/audit', text: 'What was done', hint: 'The last acts of everybody, without any case' },
  { may: 'see-case', href: '/cases', text: 'Cases', hint: 'What is to be done next, for each person' },
];

/** What the lines are about, in the order of the page. A line that is named here nowhere stands at the end. */
const PARTS: readonly { readonly title: string; readonly hrefs: readonly string[] }[] = [
  {
    title: 'People and their budgets',
    hrefs: [
      '/your-budget',
      '/cases',
      '/enquiries',
      '/reviews',
      '/reconsiderations',
      '/representation-tasks',
      '/health-follow-ups',
      '/continuing-healthcare',
      '/wheelchairs',
      '/programmes',
      '/follow-ups',
      '/six-features',
    ],
  },
  {
    title: 'Payments',
    hrefs: ['/pay-runs', '/held-payments', '/returned-payments', '/extra-payments', '/suspensions'],
  },
  { title: 'Care that the NHS buys', hrefs: ['/orders', '/supplier-payments'] },
  {
    title: 'Others who pay or hold money',
    hrefs: ['/held-budgets', '/third-parties', '/recharges', '/contribution-arrears'],
  },
  { title: 'Does it all agree?', hrefs: ['/tie-out', '/month-end', '/planned-and-spent', '/bank-layouts'] },
  { title: 'How the board works', hrefs: ['/policy', '/rate-cards', '/staff', '/audit'] },
];

export type HomePart = { readonly title: string; readonly links: readonly HomeLink[] };

/** The lines for this actor by what they are about. */
export function homeParts(actor: Actor): readonly HomePart[] {
  const links = homeLinks(actor);
  const named = new Set(PARTS.flatMap(({ hrefs }) => hrefs));
  return [
    ...PARTS.map(({ title, hrefs }) => ({
      title,
      links: hrefs.flatMap(href => links.filter(link => link.href === href)),
    })),
    { title: 'More', links: links.filter(({ href }) => !named.has(href)) },
  ].filter(part => part.links.length > 0);
}

/** The lines for this actor. Whoever has a budget, or acts for one, has it in place of the list of cases. */
function homeLinks(actor: Actor): readonly HomeLink[] {
  const isStaff = actor.personId === undefined;
  return HOME_LINKS.filter(link => hasLeave(actor, link.may) && (isStaff || link.href !== '/cases'));
}
