/** The pages that everybody may read: what a personal health budget is, how we keep their data, how well the pages work. */

import { button } from '../../nhsuk/content/button.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Route } from '../../platform/http.ts';
import { exclusionsBlock } from '../../rules/offer/offer.ts';
import { countOf } from '../../values/dates.ts';
import { type IcbContact, loadIcbContact } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';

export const publicPages: readonly Route[] = [
  get('/', {
    may: 'visit',
    records: 'start.read',
    async show({ frame, tx, tools }) {
      const { firstMonths } = (await loadPolicy(tx, tx.icbCode, tools.today())).review;
      return startPage(frame, await loadIcbContact(tx, tx.icbCode), firstMonths);
    },
  }),
  get('/accessibility', {
    may: 'visit',
    records: 'accessibility.read',
    show: async ({ frame, tx }) => accessibilityPage(frame, await loadIcbContact(tx, tx.icbCode)),
  }),
  get('/privacy', {
    may: 'visit',
    records: 'privacy.read',
    show: async ({ frame, tx }) => privacyPage(frame, await loadIcbContact(tx, tx.icbCode)),
  }),
  get('/cookies', { may: 'visit', records: 'cookies.read', show: async ({ frame }) => cookiesPage(frame) }),
];

const startPage = (frame: Frame, icb: IcbContact, firstMonths: number): Html =>
  page({
    frame,
    title: 'Personal health budgets',
    content: html`
    <h1 class="nhsuk-heading-xl">Personal health budgets</h1>
    <p class="nhsuk-lede-text">A personal health budget is NHS money to pay for your care. You help to plan how it is spent.</p>
    <p>${icb.name} runs this service.</p>

    <h2 class="nhsuk-heading-l">How it works</h2>
    <ol class="nhsuk-list nhsuk-list--number">
      <li>You ask for a budget, or somebody asks for you.</li>
      <li>We tell you if you can have one. If the answer is no, we tell you why and what you can do.</li>
      <li>You talk with us about what matters to you, and what help you need.</li>
      <li>We tell you about how much money there may be.</li>
      <li>You write a plan with your care co-ordinator. It says what the money is for.</li>
      <li>A nurse or another expert checks that the plan is safe and that the money is enough.</li>
      <li>You choose how the money is held. We can hold it, somebody else can, or we can pay it to you.</li>
      <li>After ${countOf(firstMonths, 'month')} we look at how it goes, and then at least once a year.</li>
    </ol>

    <h2 class="nhsuk-heading-l">Who can have one</h2>
    <p>You have a right to one if you:</p>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>get NHS continuing healthcare, or continuing care for children</li>
      <li>get aftercare under section 117 of the Mental Health Act</li>
      <li>use an NHS wheelchair</li>
    </ul>
    <p>Other people can ask too. You do not have to have a budget: it is your choice, and your care goes on either way.</p>

    <h2 class="nhsuk-heading-l">What it cannot pay for</h2>
    <p>There are some things that a budget cannot pay for:</p>
    <ul class="nhsuk-list nhsuk-list--bullet">
      ${exclusionsBlock().map(({ what, why }) => html`<li>${what}${why === '' ? '' : `. ${why}`}</li>`)}
    </ul>

    <h2 class="nhsuk-heading-l">How to ask</h2>
    ${button({ text: 'Ask for a personal health budget', href: '/enquiries/new' })}
    ${contact(icb)}

    <h2 class="nhsuk-heading-l">If you have a budget, or work here</h2>
    <p><a href="/sign-in">Sign in</a> to see a plan, the money and the letters we sent.</p>`,
  });

const accessibilityPage = (frame: Frame, icb: IcbContact): Html =>
  page({
    frame,
    title: 'Accessibility',
    content: html`
    <h1 class="nhsuk-heading-xl">Accessibility</h1>
    <p>We want everybody to be able to use these pages. You should be able to:</p>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>make the text 4 times bigger without anything falling off the screen</li>
      <li>use all of it with a keyboard only, or by talking to your computer</li>
      <li>listen to it with a screen reader</li>
      <li>use all of it with scripts turned off</li>
    </ul>
    <p>We wrote the words to be easy to understand.</p>
    <h2 class="nhsuk-heading-l">How well it works</h2>
    <p>The pages are made to meet the Web Content Accessibility Guidelines 2.2, level AA. Programs check each page each time the software changes.</p>
    <p>No person who uses a screen reader has tested the pages yet, and no outside expert. So we cannot say that they meet the guidelines in full.</p>
    <h2 class="nhsuk-heading-l">Tell us what does not work</h2>
    <p>Tell us too if you need something in another way, such as large print or Easy Read.</p>
    ${contact(icb)}
    <p>If you are not happy with our answer, call the <a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a>.</p>`,
  });

const privacyPage = (frame: Frame, icb: IcbContact): Html =>
  page({
    frame,
    title: 'Privacy',
    content: html`
    <h1 class="nhsuk-heading-xl">Privacy</h1>
    <p>${icb.name} keeps the information in this service and must look after it.</p>
    <h2 class="nhsuk-heading-l">What we keep</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>who you are and how to reach you</li>
      <li>what help you need, your plan and what we agreed</li>
      <li>the money we paid, and what it was spent on</li>
      <li>who looked at your record, and when</li>
    </ul>
    <h2 class="nhsuk-heading-l">Who can see it</h2>
    <p>Only staff who need it for their work. Each time somebody opens your record we write it down. When you sign in you can see who looked.</p>
    <p>If you get a direct payment, staff see single lines of your bank statement only while a review is open.</p>
    <h2 class="nhsuk-heading-l">Your rights</h2>
    <p>You can ask for a copy of what we keep. You can ask us to put right what is wrong. You can complain to the <a href="https://ico.org.uk/">Information Commissioner</a>.</p>
    ${contact(icb)}`,
  });

const cookiesPage = (frame: Frame): Html =>
  page({
    frame,
    title: 'Cookies',
    content: html`
    <h1 class="nhsuk-heading-xl">Cookies</h1>
    <p>A cookie is a small note that your browser keeps for a web page.</p>
    <p>We use 1 cookie. Its name has “openphb” in it. It holds a long random number and nothing about you. It lets you stay signed in, and it stops other web pages from sending forms in your name. We cannot run the service without it.</p>
    <p>You are signed out after 30 minutes if you do nothing, and after 12 hours in any case. The cookie goes when you close your browser.</p>
    <p>We do not use cookies to follow you or to count visits.</p>
    ${
      frame.demonstration &&
      html`<p>In this demonstration the page where you choose who to be sets more cookies. Their names begin with “stand-in”. They go when you close your browser, at the latest.</p>`
    }`,
  });

const contact = (icb: IcbContact): Html => html`
    <p>Call us on ${icb.phone} or write to <a href="mailto:${icb.email}">${icb.email}</a>.</p>`;
