/** What people read when a page cannot be shown: what happened, and what they can do. */
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Frame } from '../../platform/http.ts';
import type { Trouble } from '../../platform/web/site.ts';

type Said = { readonly title: string; readonly words: readonly string[] };

const SAID: Readonly<Record<Trouble, Said>> = {
  'not-found': {
    title: 'Page not found',
    words: [
      'Check the address if you typed it. If you followed a link, the page may have moved, or it may be about somebody whose record you cannot see.',
    ],
  },
  'no-leave': {
    title: 'You cannot open this page',
    words: ['Your role does not allow it. If you need it for your work, ask your administrator.'],
  },
  'bad-request': {
    title: 'We could not read what was sent',
    words: ['Nothing was saved. Go back, load the page again and send it once more.'],
  },
  'other-site': {
    title: 'This page is out of date',
    words: [
      'Nothing was saved. The form did not come from your present visit: perhaps you signed in or out in another window.',
      'Go back, load the page again and send it once more.',
    ],
  },
  'too-big': {
    title: 'That was too big',
    words: ['Nothing was saved. Send a smaller file, or fewer words.'],
  },
  'too-many': {
    title: 'Too many requests',
    words: ['We had too many requests from your address. Wait a minute and try again.'],
  },
  'sign-in-failed': {
    title: 'You are not signed in',
    words: ['The sign-in did not work, or took too long. Start again from the sign-in page.'],
  },
  'not-known': {
    title: 'We do not know you yet',
    words: [
      'Your sign-in worked, but there is no personal health budget and no staff account for it here.',
      'If you have asked for a budget, wait until we have written to you. If you work here, ask your administrator.',
    ],
  },
  fault: {
    title: 'Sorry, there is a problem with the service',
    words: ['Try again later. What you saved before is safe.'],
  },
};

/** The page for one trouble. `reference` is for asking us what went wrong. */
export function troublePage(frame: Frame, trouble: Trouble, reference: string): Html {
  const { title, words } = SAID[trouble];
  return page({
    frame,
    title,
    content: html`
    <h1 class="nhsuk-heading-xl">${title}</h1>
    ${words.map(one => html`<p>${one}</p>`)}
    ${(trouble === 'fault' || trouble === 'bad-request') && html`<p>If you ask us about it, say this number: <code>${reference}</code></p>`}
    <p><a href="${frame.user ? '/home' : '/'}">Go to the start page</a></p>`,
  });
}
