/** One personal health budget from the first enquiry to the first review, told by clicking and typing only. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Screen, Theatre } from '../support/at-the-screen.ts';
import type { AccountStory } from './account-story.ts';

export type Ending = {
  /** What “my money” says at the end, figure by figure. */
  readonly figures: Readonly<Record<string, string>>;
  readonly budgetId: string;
};

/** The date on which the story begins; the service stands on it. */
export const STORY_BEGINS = '2026-11-02';

/** Lives the whole life and answers with the figures at its end. */
export async function liveWholeLife(theatre: Theatre, account: AccountStory): Promise<Ending> {
  // A neighbour asks, without an account.
  const visitor = await theatre.enter('visitor');
  await visitor.follow('Ask for a personal health budget');
  await visitor.press('Send');
  await visitor.sees('There is a problem');
  await visitor.type('What is your name?', 'Sam Rivers');
  await visitor.type('How can we reach you?', '01632 960 777');
  await visitor.type(/What would you like to know/, 'I have multiple sclerosis and want to choose who helps me.');
  await visitor.press('Send');
  await visitor.sees('We have your question');
  const reference = /ENQ-[A-Z0-9]{6}/.exec(await visitor.text())?.[0];
  assert.ok(reference, 'the enquiry has a reference');

  // The care co-ordinator registers the request.
  const carol = await signIn(theatre, 'Carol Hughes');
  await carol.follow('Enquiries');
  await carol.sees('Sam Rivers');
  await carol.follow(/Register a request from Sam Rivers/);
  await carol.type('First name', 'Sam');
  await carol.type('Last name', 'Rivers');
  await carol.typeDate('Date of birth', '1981-04-17');
  await carol.type('NHS number', '999 000 8192');
  await carol.press('Register the request');
  await carol.sees('There is a problem');
  await carol.type('NHS number', SAM_NHS_NUMBER);
  await carol.choose('What is known of the NHS number?', 'present and confirmed');
  await carol.type('Address', '4 Weir Lane, Exampleton');
  await carol.type('Postcode', 'ZZ99 3WZ');
  await carol.choose(/Why may they have a right/, 'NHS Continuing Healthcare (adults)');
  await carol.choose('Who asks?', 'The person');
  await carol.tick('Paid to them (direct payment)');
  await carol.tick(/I told the person that a budget is optional/);
  await carol.press('Register the request');
  await carol.sees(/Request PHB\d{6} registered/);
  const budgetId = new URL(carol.page.url()).pathname.split('/')[2]!;

  await carol.follow('Record that information was given');
  await carol.type('What was the person told or given?', 'The leaflet, and an hour with the support service');
  await carol.typeDate('When?', STORY_BEGINS);
  await carol.press('Record it');

  // Eligibility, by somebody who will not approve the plan.
  const amir = await signIn(theatre, 'Amir Shah');
  await openCase(amir, 'Sam Rivers');
  await amir.follow('Decide who is eligible');
  await amir.choose('Which group is the person in?', 'NHS Continuing Healthcare (adults)');
  await amir.type('What shows it?', 'Decision support tool, ratified by the panel');
  await amir.typeDate('Date of the decision that shows it', '2026-10-20');
  await amir.tick(/The NHS alone arranges and pays/);
  await amir.tick(/I checked that our board is responsible/);
  await amir.choose('Your decision', 'Yes, for all of the care');
  await amir.press('Decide');

  await assess(carol);

  // The indicative budget, with every line.
  const fiona = await signIn(theatre, 'Fiona Blake');
  await openCase(fiona, 'Sam Rivers');
  await fiona.follow('Work out the indicative budget');
  await addBudgetLine(fiona, 'I need help to move', 'Personal assistant', '10', 'every week');
  await addBudgetLine(fiona, 'My joints hurt', 'Massage', '2', 'every month');
  await fiona.sees('£8,060.00');
  await fiona.sees('£1,080.00');
  await fiona.typeDate('When is the budget expected to start?', '2026-12-01');
  await fiona.choose('What did you work it out from?', /hours that are needed/i);
  await fiona.press(/Give the indicative budget of/);

  // The person sees the working, in their own words.
  const sam = await signIn(theatre, 'Sam Rivers');
  await sam.follow('Your personal health budget');
  await sam.follow('Your letters');
  await sam.follow(/Your first budget estimate/);
  await sam.sees(/higher or lower/);

  await plan(carol, sam);

  await openCase(fiona, 'Sam Rivers');
  await fiona.follow('Propose the final budget');
  await fiona.press('Propose this budget');

  await openBudget(sam);
  await sam.follow('Say that you agree with your care plan');
  await sam.choose(/This plan meets my care needs/, 'Yes, I agree');
  await sam.choose(/The money is enough/, 'Yes, I agree');
  await sam.choose(/I know that the plan will be looked at again/, 'Yes, I agree');
  await sam.press(/^Sign$/);
  await sam.sees(/signed/i);

  await openCase(carol, 'Sam Rivers');
  await carol.follow('Send the care plan for approval');
  await carol.press('Send the plan for approval');

  await approve(await signIn(theatre, 'Grace Mensah'));

  await openCase(fiona, 'Sam Rivers');
  await fiona.follow('Set the final budget');
  await fiona.typeDate('When does the budget start?', '2026-12-01');
  await fiona.press(/Set the final budget of/);
  await fiona.sees('Final budget set');

  return { figures: await moneyUntilReview(theatre, { carol, fiona, sam, budgetId }, account), budgetId };
}

/** Nobody's: the documents' range for examples, with a true check digit. */
const SAM_NHS_NUMBER = '999 000 8191';

type People = { readonly carol: Screen; readonly fiona: Screen; readonly sam: Screen; readonly budgetId: string };

async function signIn(theatre: Theatre, name: string): Promise<Screen> {
  const screen = await theatre.enter(name);
  await screen.follow(/^Sign in/);
  await screen.follow('Continue');
  await screen.choose('Who do you want to be?', new RegExp(name));
  await screen.press('Sign in');
  await screen.sees(name);
  return screen;
}

async function openCase(screen: Screen, person: string): Promise<void> {
  await screen.follow('Personal health budgets');
  await screen.follow('Cases');
  // Where they have something to do comes first; what is somebody else's turn is among every case.
  if (!(await screen.text()).includes(person)) {
    await screen.choose('Show', 'Every case');
    await screen.press(/^Show$/);
  }
  await screen.follow(new RegExp(person));
}

async function openBudget(sam: Screen): Promise<void> {
  await sam.follow('Personal health budgets');
  await sam.follow('Your personal health budget');
}

async function assess(carol: Screen): Promise<void> {
  await openCase(carol, 'Sam Rivers');
  await carol.follow('Write the assessment');
  for (const [about, words] of [
    ['Moving around', 'I need help to move and to get out'],
    ['Medicines and symptoms', 'My joints hurt and keep me awake'],
  ] as const) {
    await carol.follow('Add a need');
    await carol.choose('What is the need about?', about);
    await carol.type('Describe the need', words);
    await carol.choose('How is it met now?', 'To be met by the budget');
    await carol.press(/^Add/);
  }
  for (const [need, wants, measure] of [
    ['I need help to move', 'I go swimming every week', 'Swims in a month'],
    ['My joints hurt', 'I sleep through the night', 'Nights slept through in a week'],
  ] as const) {
    await carol.follow('Add an outcome');
    await carol.choose('Which need is it for?', need);
    await carol.type('What does the person want?', wants);
    await carol.type(/How will we know/, measure);
    await carol.type(/How important is it/, '9');
    await carol.press(/^Add/);
  }
  for (const kind of [
    'Strengths and skills',
    'What is working well',
    'What is not working',
    'What is important to the person',
    'What is important for the person',
  ]) {
    await carol.follow(`Add to “${kind}”`);
    await carol.type('What was said', `Sam told us about this: ${kind.toLowerCase()}.`);
    await carol.press(/^Add/);
  }
  await carol.follow('Complete the assessment');
  await carol.tick(/decision support tool/);
  await carol.type('Risks', 'Falls when tired');
  await carol.type('What carers and family said', 'His sister can help at weekends');
  await carol.type('Help that the person needs to talk or to read', 'None');
  await carol.choose(/Can the person decide for themselves/, 'Nobody doubts it');
  await carol.press('Complete the assessment');
  await carol.sees('Assessment complete');
}

async function addBudgetLine(
  fiona: Screen,
  need: string,
  service: string,
  quantity: string,
  per: string,
): Promise<void> {
  await fiona.choose(/^Need/, new RegExp(need));
  await fiona.choose('Service', service);
  await fiona.type('How many', quantity);
  await fiona.choose('How often', new RegExp(per, 'i'));
  await fiona.press('Add the line');
  await fiona.sees('Line added');
}

async function plan(carol: Screen, sam: Screen): Promise<void> {
  await openCase(carol, 'Sam Rivers');
  await carol.follow('Begin planning');
  await carol.type(/Who does the person want to have/, 'Sam, his sister Jo and Carol');
  await carol.tick(/I explained them/);
  await carol.press('Begin planning');
  await carol.sees('Planning has begun');
  for (const section of [
    'What matters to the person',
    'Strengths and skills',
    'Life at the moment',
    'What is working',
    'What is not working',
    'What is important to the person',
    'What is important for the person',
  ]) {
    await carol.follow(section);
    await carol.type(/own words/, `“${section}” in Sam’s words.`);
    await carol.press('Save');
  }
  await carol.follow(/risk plan/);
  await carol.type(
    'What could go wrong, and what we do about it',
    'Falls: the assistant walks beside Sam at the pool.',
  );
  await carol.press('Save');
  await carol.follow('If things go wrong');
  await carol.type('Signs that things are going wrong', 'Two bad nights in a row');
  await carol.type('What should happen then', 'Jo comes, and Carol is told the next day');
  await carol.type('Who to call', 'Jo, 01632 960 778');
  await carol.press('Save');
  await carol.follow('When we look at the plan again');
  await carol.typeDate('First look at the plan', '2027-02-26');
  await carol.type('Who sees to it', 'Carol Hughes');
  await carol.press('Save');

  // Money for gambling cannot go into a plan.
  await planItem(carol, {
    label: 'Betting account',
    kind: /Something else|Other/,
    provider: 'Lucky Ltd',
    quantity: '1',
    unit: 'month',
    per: 'every month',
    price: '20',
    helps: /swimming/,
  });
  await carol.sees('There is a problem');
  await carol.sees(/gambling/i);
  await carol.follow('Back to the plan');
  await planItem(carol, {
    label: 'Assistant for the pool',
    kind: /assistant/i,
    provider: 'Pat Green',
    quantity: '10',
    unit: 'hour',
    per: 'every week',
    price: '15.50',
    helps: /swimming/,
    agreed: true,
  });
  await carol.sees('Added to the plan');
  await planItem(carol, {
    label: 'Massage',
    kind: /therapy/i,
    provider: 'Riverside Therapy',
    quantity: '2',
    unit: 'session',
    per: 'every month',
    price: '45',
    helps: /sleep/,
  });
  await carol.sees('Added to the plan');
  await carol.sees('£9,140.00');

  await openBudget(sam);
  await sam.follow('Write your care plan');
  await sam.follow(/risk plan/);
  await sam.tick(/We made this risk plan together/);
  await sam.press('Agree to the risk plan');
  await sam.sees('You agreed to the risk plan');
}

type Item = {
  readonly label: string;
  readonly kind: RegExp;
  readonly provider: string;
  readonly quantity: string;
  readonly unit: string;
  readonly per: string;
  readonly price: string;
  readonly helps: RegExp;
  readonly agreed?: boolean;
};

async function planItem(carol: Screen, item: Item): Promise<void> {
  await carol.follow('Add something that the money is for');
  await carol.type('What is it?', item.label);
  await carol.choose('What kind of thing is it?', item.kind);
  await carol.tick(item.helps);
  await carol.type('Who provides it?', item.provider);
  await carol.choose('Who arranges it?', /person/i);
  await carol.type('How many?', item.quantity);
  await carol.choose('Of what?', item.unit);
  await carol.choose('How often?', new RegExp(item.per, 'i'));
  await carol.type('What does one cost?', item.price);
  await carol.choose('How is the money for it held?', /direct payment|paid to/i);
  if (item.agreed) await carol.tick(/There is a priced agreement/);
  await carol.press('Add it to the plan');
}

async function approve(grace: Screen): Promise<void> {
  await openCase(grace, 'Sam Rivers');
  await grace.follow('Approve the care plan');
  // Nothing ticked: every question is asked again at once.
  await grace.press('Decide');
  await grace.sees('There is a problem');
  for (let point = 0; point < 4; point += 1)
    await grace.page.getByRole('group', { name: 'Your answer' }).nth(point).getByLabel('Yes').check();
  await grace.page.getByRole('group', { name: 'Your answer' }).nth(4).getByLabel('Does not apply').check();
  await grace.page.getByLabel('Reason, unless you say yes').nth(4).fill('Sam has capacity and nobody is worried');
  await grace.type(/Clinician who agrees/, 'Dr Lin Ward');
  await grace.choose(/Is a direct payment right/, 'Yes');
  await grace.type(/Why, or why not/, 'Sam has run a household for years and has a payroll service');
  await grace.type(/What would the same care cost/, '14,000.00');
  await grace.choose('What do you decide?', 'Approve the plan');
  await grace.press('Decide');
  await grace.sees(/Approved|approved/);
}

/** From the agreement to the close of the first review. */
async function moneyUntilReview(
  theatre: Theatre,
  { carol, fiona, sam }: People,
  account: AccountStory,
): Promise<Readonly<Record<string, string>>> {
  await agree({ carol, fiona, sam });
  const peter = await signIn(theatre, 'Peter Novak');
  const rosa = await signIn(theatre, 'Rosa Okafor');
  await setUpAccount({ carol, fiona, peter, sam });

  await payMonth(peter, rosa, 'December 2026');
  await moveTo(carol, '2026-12-01');
  await openCase(carol, 'Sam Rivers');
  await until(carol, 'Active');
  await payMonth(peter, rosa, 'January 2027');
  await moveTo(carol, '2027-01-04');
  await payMonth(peter, rosa, 'February 2027');
  await moveTo(carol, '2027-02-01');

  // Between reviews nobody of the staff sees the bank lines.
  await openCase(fiona, 'Sam Rivers');
  await fiona.follow('See the money');
  await fiona.sees(/can be opened only while a review is open/);

  await statements(sam, account);
  const before = await figures(sam);

  // The service announces the review by itself, with notice; then it is held by two people.
  await moveTo(carol, '2027-02-10');
  await openBudget(sam);
  await sam.follow('Your letters');
  await until(sam, /Your review is on/);
  await sam.follow(/Your review is on/);
  await moveTo(carol, '2027-03-01');
  await openBudget(sam);
  await addStatement(sam, { name: 'february.ofx', text: account.february, from: '2027-02-01', to: '2027-02-28' });
  assert.deepEqual(await figures(sam), { ...before, ...account.afterFebruary });
  await review(carol, fiona);

  await openBudget(sam);
  await sam.follow('See your reviews');
  await sam.sees(/next review/i);
  await sam.follow(/Who looked at your record|Back/);
  return figures(sam);
}

async function agree({ carol, fiona, sam }: Omit<People, 'budgetId'>): Promise<void> {
  await openCase(carol, 'Sam Rivers');
  await carol.follow('Offer the agreement');
  await carol.follow('Make the agreement');
  await carol.choose('Which records are kept?', /25/);
  await carol.type('Who keeps them?', 'Sam');
  await carol.press('Make the agreement');

  await openBudget(sam);
  await sam.follow('Read and sign your agreement');
  await sam.follow('Sign the agreement');
  await sam.tick(/I have read the agreement/);
  await sam.press(/^Sign$/);
  await sam.sees('You have signed the agreement');

  await openCase(fiona, 'Sam Rivers');
  await fiona.follow('Sign the agreement for the board');
  await fiona.follow('Sign for the ICB');
  await fiona.tick(/sign it for the ICB/);
  await fiona.press('Sign for the ICB');
}

async function setUpAccount({
  carol,
  fiona,
  peter,
  sam,
}: Omit<People, 'budgetId'> & { readonly peter: Screen }): Promise<void> {
  await openBudget(sam);
  await sam.follow('Say if the money may be paid to you');
  await sam.choose('Do you agree to direct payments?', /Yes, pay/);
  await sam.press('Save my answer');

  await peter.follow('Personal health budgets');
  await peter.follow(/^Payments$/);
  await peter.page
    .getByRole('row', { name: /Sam Rivers/ })
    .getByRole('link')
    .click();
  await peter.choose('What kind of account is it?', /own account/);
  await peter.type('Name on the account', 'S RIVERS');
  await peter.type('Sort code', '08-99-99');
  await peter.type('Account number', '66374959');
  await peter.type('Who may use the account?', 'Sam Rivers');
  await peter.press('Save the account');
  await peter.sees('There is a problem');
  await peter.type('Account number', '66374958');
  await peter.press('Save the account');
  await peter.sees('Account entered');

  await openCase(fiona, 'Sam Rivers');
  await fiona.follow('Check the payment account');
  await fiona.choose('How did you check it?', /called the person back/);
  await fiona.type('What shows it?', 'Sam, on 01632 960 777, read the last four digits');
  await fiona.choose('Is it the right account?', /Yes, the ICB/);
  await fiona.press('Save the check');

  await openCase(carol, 'Sam Rivers');
  await carol.follow('Record what else is ready');
  await carol.follow('Get ready to employ: payroll, insurance and checks');
  await carol.follow('Record the insurance');
  await carol.type('Insurer', 'Sure Ltd');
  await carol.type('Number of the policy', 'EL 204771');
  await carol.type('How much does it cover?', '5,000,000');
  await carol.typeDate('First day', '2026-12-01');
  await carol.typeDate('Last day', '2027-11-30');
  await carol.press('Save the insurance');
  await carol.follow('Record an assistant');
  await carol.type('Name', 'Pat Green');
  await carol.typeDate('First day of work', '2026-12-01');
  for (const paper of [/Right to work/, /References/, /Contract/]) await carol.typeDate(paper, STORY_BEGINS);
  await carol.choose('Background check (DBS)', 'I saw the certificate');
  await carol.press('Save the assistant');
  await carol.sees('Assistant saved');
}

/** One month is paid: prepared by one person, released by another, written to a file. */
async function payMonth(peter: Screen, rosa: Screen, month: string): Promise<void> {
  await peter.follow('Personal health budgets');
  await peter.follow(/^Payments$/);
  await peter.follow('Prepare a payment run');
  await peter.follow(month);
  await peter.sees('What would be paid');
  await peter.press(/Prepare this run of/);
  await peter.sees('Another person releases it');

  await rosa.follow('Personal health budgets');
  await rosa.follow(/^Payments$/);
  await rosa.page
    .getByRole('row', { name: new RegExp(month) })
    .first()
    .getByRole('link')
    .click();
  await rosa.follow('Release this run');
  await rosa.tick(/I have checked the run/);
  await rosa.press('Release the run');
  await rosa.sees('Payment run released');
  await rosa.press('Write the payment file');
  await rosa.sees('Payment file written');
}

async function moveTo(screen: Screen, date: string): Promise<void> {
  await screen.follow('Move the date on');
  await screen.choose('How far do you want to move on?', 'To the date below');
  await screen.typeDate('Date', date);
  await screen.press('Move the date on');
  await screen.sees(/It is now/);
}

/** Looks again until the background work has been done: at most half a minute. */
async function until(screen: Screen, words: string | RegExp): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const text = await screen.text();
    if (typeof words === 'string' ? text.includes(words) : words.test(text)) return;
    await pause(500);
    await screen.page.reload();
  }
  await screen.sees(words);
}

type File = { readonly name: string; readonly text: string; readonly from: string; readonly to: string };

async function addStatement(sam: Screen, { name, text, from, to }: File): Promise<void> {
  await openBudget(sam);
  await sam.follow('Add a bank statement');
  await sam.attach('Your bank statement', { name, text });
  await sam.unfold('The days that the statement covers');
  await sam.typeDate(/First day/, from);
  await sam.typeDate(/Last day/, to);
  await sam.press('Add the statement');
}

async function statements(sam: Screen, account: AccountStory): Promise<void> {
  const december = { name: 'december.csv', text: account.december, from: '2026-12-01', to: '2026-12-31' };
  await addStatement(sam, { ...december, text: account.decemberBroken });
  await sam.sees('There is a problem');
  await addStatement(sam, december);
  await sam.sees(/added/i);
  // The same file again: nothing is added.
  await addStatement(sam, december);
  await addStatement(sam, { name: 'january.csv', text: account.january, from: '2027-01-01', to: '2027-01-31' });

  // What was this? One payment that nobody could know.
  await openBudget(sam);
  await sam.follow('See your money');
  await sam.follow(/Tell us what 1 payment was/);
  await sam.follow(new RegExp(account.unknownPayee));
  await sam.choose('What was it for?', /Massage/);
  await sam.type(/Is there anything that you want to say/, 'A massage at another place while mine was shut');
  await sam.press('Save');
  await sam.sees('Thank you');
}

/** The figures of “my money”, as the page lists them. */
async function figures(sam: Screen): Promise<Readonly<Record<string, string>>> {
  await openBudget(sam);
  await sam.follow('See your money');
  const rows = await sam.page.locator('.nhsuk-summary-list__row').all();
  const found: Record<string, string> = {};
  for (const row of rows) {
    const [key, value] = [await row.locator('dt').innerText(), await row.locator('dd').first().innerText()];
    found[key.trim()] = value.trim();
  }
  return found;
}

async function review(carol: Screen, fiona: Screen): Promise<void> {
  await openCase(carol, 'Sam Rivers');
  await carol.follow(/^Reviews/);
  await carol.page
    .getByRole('main')
    .getByRole('link', { name: /review/i })
    .first()
    .click();
  await carol.follow('Record the care part');
  for (const outcome of ['I go swimming every week', 'I sleep through the night'])
    await carol.choose(outcome, /better/i);
  await carol.type('What did you find together?', 'Sam swims and sleeps better');
  await carol.choose('Capacity or safeguarding', '0');
  await carol.choose('Need that goes up and down', '1');
  await carol.press('Record the care part');

  await openCase(fiona, 'Sam Rivers');
  await fiona.follow(/^Reviews/);
  await fiona.page
    .getByRole('main')
    .getByRole('link', { name: /review/i })
    .first()
    .click();
  await fiona.follow('Record the money part');
  await fiona.type('What did you find?', 'Every payment fits the plan');
  await fiona.type(/Is the money kept for emergencies/, 'Four weeks are right');
  await fiona.type(/Is money left/, 'Nothing to take back');
  // How far spending is from the plan is different in every run; a cause is asked for only beyond the thresholds.
  if (await fiona.page.getByRole('group', { name: /Why is it so far from the plan/ }).isVisible())
    await fiona.choose(/Why is it so far from the plan/, 'A bill came early or late');
  await fiona.choose('Does the person employ assistants?', 'Yes');
  await fiona.choose(/Is a relative or a friend/, 'No');
  await fiona.choose('Findings in the past', '0');
  await fiona.choose('Missing evidence', '0');
  await fiona.press('Record the money part');

  await carol.page.reload();
  await carol.follow('Close the review');
  await carol.press('Close the review');
  await carol.sees('Review closed');
}
