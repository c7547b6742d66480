/** Signing in, and the home page with what each role may open. */
import { button } from '../../nhsuk/content/button.ts';
import { card } from '../../nhsuk/content/card.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Route } from '../../platform/http.ts';
import type { StandInUser } from '../../platform/identity/stand-in-identity.ts';
import { rolesInWords } from '../../rules/words.ts';
import type { Actor } from '../../values/actor.ts';
import { type HomePart, homeParts } from './home-links.ts';

export const pages: readonly Route[] = [
  get('/sign-in', {
    may: 'visit',
    records: 'sign-in.read',
    show: async ({ frame, query }) => signInPage(frame, query),
  }),
  get('/home', {
    may: 'see-home',
    records: 'home.read',
    show: async ({ frame, actor }) => homePage(frame, actor),
  }),
];

const signInPage = (frame: Frame, query: Readonly<Record<string, string>>): Html => {
  const start = query.return ? `/sign-in/start?return=${encodeURIComponent(query.return)}` : '/sign-in/start';
  return page({
    frame,
    title: 'Sign in',
    content: html`
    <h1 class="nhsuk-heading-xl">Sign in</h1>
    ${query.out === 'yes' && insetText({ text: 'You are signed out.' })}
    ${query.return !== undefined && html`<p>You need to sign in to see that page.</p>`}
    ${
      frame.demonstration
        ? html`<p>This is a demonstration: on the next page you choose who you want to be. You need no password.</p>`
        : html`<p>If you have a personal health budget, or act for somebody who has, sign in with your NHS login. If you work here, sign in as you do at work.</p>`
    }
    ${button({ text: 'Continue', href: start })}`,
  });
};

const homePage = (frame: Frame, actor: Actor): Html => {
  const parts = homeParts(actor);
  return page({
    frame,
    title: 'Home',
    width: 'full',
    content: html`
    <h1 class="nhsuk-heading-xl"><span class="nhsuk-caption-l">${rolesInWords(actor.roles)}</span> ${actor.name}</h1>
    ${
      parts.length === 0
        ? html`<p>There is nothing here for your role yet.</p>`
        : parts.map(part => homePart(part, parts.length > 1))
    }`,
  });
};

/** Who has only a few lines needs no headings over them. */
const homePart = ({ title, links }: HomePart, isOneOfMany: boolean): Html => html`
    ${isOneOfMany && html`<h2 class="nhsuk-heading-m">${title}</h2>`}
    <ul class="nhsuk-grid-row nhsuk-card-group">${links.map(
      ({ href, text, hint }) => html`<li class="nhsuk-grid-column-one-half nhsuk-card-group__item">
      ${card({ heading: { text, level: isOneOfMany ? 3 : 2, size: 's' }, href, clickable: true, description: hint })}</li>`,
    )}</ul>`;

/** The list of the stand-in identity provider: everybody whom one may be in a demonstration. */
export function standInPage(to: {
  readonly action: string;
  readonly users: readonly StandInUser[];
  readonly missed: boolean;
}): Html {
  const problems = to.missed ? [{ field: 'user', text: 'Choose who you want to be' }] : [];
  return page({
    frame: {
      user: undefined,
      hidden: { csrf: '' },
      demonstration: 'Demonstration: everybody in it is invented.',
      done: undefined,
    },
    title: 'Who do you want to be?',
    problems,
    content: form(
      { action: to.action },
      radiosField({
        name: 'user',
        label: 'Who do you want to be?',
        labelSize: 'xl',
        isPageHeading: true,
        hint: 'This page stands in for NHS login and for the sign-in of staff. It asks for no password.',
        problems,
        options: to.users.map(({ id, name, description }) => ({ value: id, text: name, hint: description })),
      }),
      submitButton('Sign in'),
    ),
  });
}
