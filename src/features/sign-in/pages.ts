/** The pages around signing in: the demonstration's list of people, and what is said when something is in the way. */
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Frame } from '../../platform/http.ts';
import type { Trouble } from '../../platform/site.ts';
import type { StandInUser } from '../../platform/stand-in-identity.ts';
import type { Actor, Role } from '../../values/actor.ts';

const ROLES: Readonly<Record<Role, string>> = {
  'care-coordinator': 'care co-ordinator',
  approver: 'approver',
  'finance-officer': 'finance officer',
  'payment-preparer': 'payment preparer',
  'payment-releaser': 'payment releaser',
  administrator: 'administrator',
  person: 'budget holder',
  representative: 'representative',
  system: 'the service itself',
  visitor: 'visitor',
};

/** Roles in plain words: `finance officer, approver`. */
export function rolesInWords({ roles }: Pick<Actor, 'roles'>): string {
  return roles.map(role => ROLES[role]).join(', ');
}

/** The stand-in's list of people, instead of a password. */
export function choosePage(to: {
  readonly action: string;
  readonly users: readonly StandInUser[];
  readonly missed: boolean;
}): Html {
  const problems = to.missed ? [{ field: 'user', text: 'Select who you want to be' }] : [];
  return page({
    frame: { user: undefined, hidden: { csrf: '' }, demonstration: DEMONSTRATION, done: undefined },
    title: 'Choose who to be',
    problems,
    content: form(
      { action: to.action },
      radiosField({
        name: 'user',
        label: 'Who do you want to be?',
        labelSize: 'l',
        isPageHeading: true,
        hint: 'In real use you would sign in with NHS login or CIS2 here.',
        problems,
        options: to.users.map(({ id, name, description }) => ({ value: id, text: name, hint: description })),
      }),
      submitButton('Continue'),
    ),
  });
}

const DEMONSTRATION = 'This is a demonstration. Everybody in it is invented.';

const TROUBLES: Readonly<Record<Trouble, readonly [heading: string, advice: string]>> = {
  'not-found': [
    'Page not found',
    'If you typed the address, check it. The page may also be one that is not yours to see.',
  ],
  'no-leave': [
    'You may not open this page',
    'Your role does not allow it. Sign in as somebody whose role does, or ask your administrator.',
  ],
  'bad-request': ['That cannot be read', 'Go back and try again.'],
  'other-site': [
    'That was not sent from this service',
    'Go back to the page, load it again and send the form once more. Nothing was changed.',
  ],
  'too-big': ['That is too big', 'Choose a smaller file. Nothing was changed.'],
  'too-many': ['Too many requests', 'Wait a minute and try again.'],
  'sign-in-failed': ['You are not signed in', 'The sign-in did not work or took too long. Sign in again.'],
  'not-known': [
    'We do not know you here',
    'You are signed in with the identity provider, but this service has no user for you. Ask your administrator.',
  ],
  fault: ['Sorry, there is a problem with the service', 'Try again later. What you had saved is still there.'],
};

/** What is said when a visit ends before a feature had its say. */
export function troublePage(frame: Frame, trouble: Trouble, reference: string): Html {
  const [heading, advice] = TROUBLES[trouble];
  return page({
    frame,
    title: heading,
    content: html`
      <h1 class="nhsuk-heading-l">${heading}</h1>
      <p>${advice}</p>
      ${trouble === 'fault' && insetText({ text: `If you ask for help, give this reference: ${reference}` })}
      <p><a href="${frame.user ? '/home' : '/'}">Go to the start page</a></p>`,
  });
}
