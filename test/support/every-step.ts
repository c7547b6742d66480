/**
 * A board with a case at every step of a budget's life, and everybody who works on them: what the tests begin with
 * that go through every page. Brought there by the service's own actions; it ends on 30 November 2026.
 */
import { askExtraPayment } from '../../src/features/amounts/requests/ask-extra-payment.ts';
import { suspendPayments } from '../../src/features/amounts/suspensions/suspend-payments.ts';
import { addBudgetLine } from '../../src/features/budgets/indicative/add-budget-line.ts';
import { makeEnquiry } from '../../src/features/enquiries/make-enquiry.ts';
import { recordContribution } from '../../src/features/funding/contributions/record-contribution.ts';
import { prepareList } from '../../src/features/orders/paying/prepare-list.ts';
import { recordPaid } from '../../src/features/orders/paying/record-paid.ts';
import { releaseList } from '../../src/features/orders/paying/release-list.ts';
import { prepareRun } from '../../src/features/payments/runs/prepare-run.ts';
import { announceReview } from '../../src/features/reviews/announce-review.ts';
import { importStatement } from '../../src/features/spending/import-statement.ts';
import { addHolderPerson } from '../../src/features/third-parties/add-holder-person.ts';
import { sql } from '../../src/platform/sql.ts';
import { newSessionId, signInAs } from '../../src/platform/web/session.ts';
import { type Actor, visitor } from '../../src/values/actor.ts';
import { statement, walkerOf } from '../scenarios/walk.ts';
import { ACCOUNT_NUMBER, type ActiveBudget, makeActiveBudget } from './active-budget.ts';
import { makeStaff } from './actors.ts';
import { command, makeCase, must } from './cases.ts';
import type { TestDatabase } from './database.ts';
import { makeOneOffCases } from './one-off-cases.ts';
import { makeInvoice, makeOrder, makeSupplier, notionalLines, openSupplierAccount } from './orders.ts';
import { makePlannedCase, makeRateCard } from './plans.ts';
import { releaseAsShown } from './release-as-shown.ts';
import { bring, makePayingStaff, type Staff } from './set-up-budget.ts';
import { agreeSharedBudget, LA } from './shared-budget.ts';
import { type Client, visit } from './sign-in.ts';
import { contractWith, makeThirdParty } from './third-parties.ts';

/** The day on which `testDatabase` must begin for this. */
export const BEGINS_ON = '2026-11-09';
const ENDS_ON = '2026-11-30';

export const STAFF_ROLES = [
  'care-coordinator',
  'approver',
  'finance-officer',
  'payment-preparer',
  'payment-releaser',
  'administrator',
] as const;

export type EveryStep = {
  /** One member of staff with each role alone. */
  readonly staff: Readonly<Record<(typeof STAFF_ROLES)[number], Actor>>;
  /** Every case by the step that it has reached, with whose it is. */
  readonly cases: Readonly<Record<string, { readonly budgetId: string; readonly person: Actor }>>;
  /** The case that is paid, has bank lines, and whose review is held today. */
  readonly active: ActiveBudget;
  /** An organisation that holds money, and who signs in for it. */
  readonly thirdPartyId: string;
  readonly holder: Actor;
  /** Who pays, each with one role. */
  readonly paying: Staff;
};

export async function makeEveryStep(database: TestDatabase): Promise<EveryStep> {
  const { tools, db, icbCode } = database;
  const staff = Object.fromEntries(
    await Promise.all(STAFF_ROLES.map(async role => [role, await makeStaff(db, icbCode, [role])])),
  ) as EveryStep['staff'];
  const cases: Record<string, { budgetId: string; person: Actor }> = {};
  await makeRateCard(tools, icbCode);
  const enquiry = {
    name: 'Jo Sample',
    contact: '01632 960003',
    channel: 'WEB',
    communicationNeeds: '',
    about: '',
  } as const;
  must(await makeEnquiry(tools, visitor(icbCode), command(), enquiry));

  for (const step of ['REQUESTED', 'INFORMED', 'ELIGIBLE', 'DECLINED', 'ASSESSED'] as const) {
    const made = await makeCase(tools, icbCode, step);
    cases[step] = made;
    if (step !== 'ASSESSED') continue;
    const line = { needId: made.needId, service: 'PA', quantity: { tenThousandths: 400_000n }, per: 'week' } as const;
    must(await addBudgetLine(tools, staff['finance-officer'], command(), made.budgetId, line));
  }
  for (const step of ['INDICATIVE', 'PLANNING', 'WRITTEN', 'PROPOSED', 'SIGNED', 'SUBMITTED', 'APPROVED'] as const)
    cases[step] = await makePlannedCase(tools, icbCode, step);

  Object.assign(cases, await makeOneOffCases(database));

  const paying = await makePayingStaff(tools, icbCode);
  for (const step of ['BUDGET_SET', 'OFFERED', 'SIGNED', 'AGREED', 'SET_UP'] as const)
    cases[step === 'SIGNED' ? 'SIGNED_ONCE' : step] = await bring(tools, paying, step);
  cases.AGREED_AGAIN = await bring(tools, paying, 'AGREED');
  cases.BOUGHT = await makeBought(database, paying);

  const active = await makeActiveBudget(database, {
    startsOn: '2026-09-01',
    payments: [
      { pence: 260_000n, creditOn: '2026-09-01' },
      { pence: 260_000n, creditOn: '2026-10-01', onItsWay: true },
    ],
  });
  cases.ACTIVE = active;
  must(await importStatement(tools, active.person, command(), active.budgetId, SEPTEMBER));
  const review = { plannedOn: Temporal.PlainDate.from(ENDS_ON), covers: 'All of it', attendees: 'You and us' };
  must(await announceReview(tools, active.coordinator, command(), active.budgetId, review));

  const month = Temporal.PlainYearMonth.from('2026-12');
  const { runId } = must(await prepareRun(tools, paying.preparer, command(), { month }));
  must(await releaseAsShown(tools, paying.releaser, runId));
  await bring(tools, paying, 'SET_UP');
  must(await prepareRun(tools, paying.preparer, command(), { month }));
  cases.HELD_BACK = await makeHeldBack(database, paying, staff.approver);
  const thirdPartyId = await makeThirdParty(tools, paying);
  const held = await bring(tools, paying, 'AGREED', {
    items: [{ annualPence: 800_000n, option: 'THIRD_PARTY', provider: 'Agency' }],
  });
  await contractWith(tools, paying, held.budgetId, thirdPartyId);
  cases.HELD_BY_OTHERS = held;
  const signsIn = { name: 'Ray Riverside', subject: 'ray' };
  const { staffUserId } = must(await addHolderPerson(tools, staff.administrator, command(), thirdPartyId, signsIn));
  const holder: Actor = { id: staffUserId, name: signsIn.name, icbCode, roles: ['third-party-holder'] };
  cases.SHARED = await makeShared(database, { ...paying, decider: staff.approver });
  tools.moveTo(ENDS_ON);
  await payIn(database, paying.finance, cases.SHARED);
  return { staff, cases, active, thirdPartyId, holder, paying };
}

/** A budget of which the NHS buys a part: one order runs, with invoices to check, to pay and paid; one waits for its yes. */
async function makeBought({ tools }: TestDatabase, staff: Staff) {
  const { coordinator, finance, preparer, releaser } = staff;
  const items = [{ annualPence: 2_000_000n }, { annualPence: 880_000n, option: 'NOTIONAL' as const }];
  const made = await bring(tools, staff, 'AGREED', { items });
  const [planItemId] = await notionalLines(tools, coordinator, made.budgetId);
  const supplierId = await makeSupplier(tools, coordinator);
  const order = {
    planItemId: planItemId!,
    supplierId,
    unitPence: 4_000n,
    many: 100n,
    fromOn: '2026-12-01',
    toOn: '2027-11-30',
  };
  const { orderId } = await makeOrder(tools, { raises: coordinator, approves: finance }, made.budgetId, order);
  const invoice = {
    supplierId,
    number: 'INV 1',
    unitPence: 4_100n,
    issuedOn: BEGINS_ON,
    fromOn: BEGINS_ON,
    toOn: BEGINS_ON,
  };
  await makeInvoice(tools, { enters: coordinator, accepts: undefined }, { ...made, orderId }, invoice);
  await makeOrder(tools, { raises: coordinator, approves: undefined }, made.budgetId, order);
  await openSupplierAccount(tools, { enters: preparer, checks: finance }, supplierId);
  for (const number of ['INV 2', 'INV 3']) {
    const because = 'Agreed before the start';
    const days = { fromOn: '2026-12-01', toOn: '2026-12-01' };
    const later = { ...invoice, ...days, number, unitPence: 3_900n };
    await makeInvoice(tools, { enters: coordinator, accepts: finance, because }, { ...made, orderId }, later);
    const { listId } = must(await prepareList(tools, preparer, command()));
    if (number === 'INV 3') break;
    must(await releaseList(tools, releaser, command(), listId, { count: 1, totalPence: 3_900n }));
    must(await recordPaid(tools, finance, command(), listId, { reference: 'FT 1', paidOn: tools.today() }));
  }
  return made;
}

/** A budget that a council pays a part of, and the person a part of that. */
async function makeShared(database: TestDatabase, paying: Staff & { readonly decider: Actor }) {
  const approver = await makeStaff(database.db, database.icbCode, ['approver']);
  const team = { ...paying, approver };
  const care = { service: 'PA', hours: 40, estimatePence: 3_360_000n };
  const walk = await agreeSharedBudget(database, team, { startsOn: BEGINS_ON, care });
  await walkerOf(database, team).setUp(walk, walk.person);
  return walk;
}

/** The person pays a part in, which finance knows of, and another that nobody has explained yet. */
async function payIn({ tools }: TestDatabase, finance: Actor, { budgetId, person }: EveryStep['cases'][string]) {
  const paidOn = Temporal.PlainDate.from('2026-11-20');
  const part = { stream: LA, paidBy: 'person', pence: 10_000n } as const;
  const paid = { ...part, paidOn, reference: 'Letter of 20 November' };
  must(await recordContribution(tools, finance, command(), budgetId, paid));
  const file = statement([['2026-11-27', '100.00', 'STANDING ORDER OWN']]);
  must(await importStatement(tools, person, command(), budgetId, { file }));
}

/** A budget that is active and whose payments are held back. */
async function makeHeldBack(database: TestDatabase, paying: Staff, approver: Actor) {
  const { tools, superDb, icbCode } = database;
  const made = await bring(tools, paying, 'SET_UP');
  const { id, name } = paying.coordinator;
  await superDb.query(sql`
    insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
    values (${made.budgetId}, 9, ${icbCode}, 'ACTIVE', 'T16', ${id}, ${name}, ${tools.today()})`);
  must(
    await suspendPayments(tools, approver, command(), made.budgetId, {
      concern: 'QUALITY',
      reasons: 'The agency did not come',
      talkedWithCoordinatorOn: tools.today(),
      talkedWithPersonOn: tools.today(),
      continuityPlan: 'The district nurses come every day',
      scope: 'WHOLE',
      planItemIds: [],
      startsOn: tools.today(),
      reviewOn: tools.today(),
    }),
  );
  must(
    await askExtraPayment(tools, paying.coordinator, command(), made.budgetId, {
      kind: 'ADVANCE',
      amountPence: 30_000n,
      label: 'Night care',
      reasons: 'The agency did not come',
      source: undefined,
      neededOn: tools.today(),
      seen: 'NHS_CHC DIRECT_PAYMENT 2026-12 -30000',
    }),
  );
  return made;
}

const SEPTEMBER = {
  file: {
    name: 'september.csv',
    bytes: Buffer.from(
      [
        'Number,Date,Account,Amount,Subcategory,Memo',
        `,01/09/2026,08-99-99 ${ACCOUNT_NUMBER},2600.00,CR,PHB TEST 01`,
        `,03/09/2026,08-99-99 ${ACCOUNT_NUMBER},-150.00,FT,PAT GREEN`,
        `,08/09/2026,08-99-99 ${ACCOUNT_NUMBER},-14.99,CARD,SHOP`,
        '',
      ].join('\r\n'),
    ),
  },
  format: undefined,
  from: undefined,
  to: undefined,
} as const;

/** A browser in which this actor is signed in already; the way through the provider has tests of its own. */
export async function signedIn({ tools, db }: TestDatabase, baseUrl: string, actor: Actor): Promise<Client> {
  const client = visit(baseUrl);
  const kind = actor.personId === undefined ? 'staff' : 'person';
  const moment = { at: Temporal.Now.instant(), today: tools.today() };
  const id = await signInAs(db, newSessionId(), { kind, actorId: actor.id }, moment);
  if (id === undefined) throw new Error(`${actor.name} may not sign in`);
  client.cookies.set('openphb', id);
  return client;
}
