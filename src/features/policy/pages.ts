/** The local policy for staff: what counts today, its versions, what one changes of another, and its approval. */
import { z } from 'zod';
import { button } from '../../nhsuk/content/button.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { details, insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import { fileField, form, submitButton, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { file, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { readJson } from '../../platform/json.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { DEFAULT_POLICY, type Policy } from '../../rules/policy/policy.ts';
import { SETTING_AREAS } from '../../rules/policy/policy-settings.ts';
import {
  type Counted,
  changesBetween,
  countsSince,
  fieldsInWords,
  rangeInWords,
  settingOf,
  valueInWords,
} from '../../rules/policy/policy-words.ts';
import type { Allowed, Setting } from '../../rules/policy/settings/allowed.ts';
import { longDate, readIsoDate } from '../../values/dates.ts';
import { addPolicy } from './add-policy.ts';
import { approvePolicy } from './approve-policy.ts';
import { countedUntil, countingOn, loadPolicyVersions, type PolicyVersion } from './store.ts';

const NewForm = z.object({ content: file('Choose the file of the policy') });
const ApprovalForm = z.object({ evidence: text('Say what it rests on, such as the number of the board paper', 500) });

export const policyPath = (version: string) => `/policy/versions/${encodeURIComponent(version)}`;

export const pages: readonly Route[] = [
  get('/policy', { may: 'see-policy', records: 'policy.read', show: context => showPolicy(context) }),
  get('/policy/new', { may: 'add-policy', records: 'policy.read', show: async context => newPage(context) }),
  post('/policy/new', {
    may: 'add-policy',
    records: 'policy.add',
    form: NewForm,
    act: ({ tools, actor, command, values }) => addPolicy(tools, actor, command, readJson(values.content.bytes)),
    done: ({ version }) => seeOther(policyPath(version), 'Added. It counts once somebody else approves it'),
    askAgain: async (context, problems) => newPage(context, problems),
  }),
  get('/policy/versions/:version', {
    may: 'see-policy',
    records: 'policy-version.read',
    show: context => showVersion(context),
  }),
  post('/policy/versions/:version', {
    may: 'approve-policy',
    records: 'policy.approve',
    form: ApprovalForm,
    act: ({ tools, actor, command, params, values }) => approvePolicy(tools, actor, command, params.version, values),
    done: ({ version, countsFrom }) =>
      seeOther(policyPath(version), `Approved. It counts from ${longDate(readIsoDate(countsFrom)!)}`),
    askAgain: (context, problems, typed) => showVersion(context, problems, typed),
  }),
];

async function showPolicy({ frame, tx, actor, tools }: ShowContext): Promise<Html> {
  const today = tools.today();
  const versions = await loadPolicyVersions(tx, actor.icbCode);
  const counted = countedUntil(versions, today);
  const { policy } = counted.at(-1)!;
  const own = countingOn(versions, today);
  return page({
    frame,
    title: 'Local policy',
    width: 'full',
    backLink: { href: '/home', text: 'Home' },
    content: html`
    <h1 class="nhsuk-heading-l">Local policy</h1>
    <p>These are the figures that the law leaves to the board. A change is a new version, and what was decided keeps the version that it was decided with.</p>
    ${summaryList({
      rows: [
        { key: 'Version', value: { html: html`<a href="${policyPath(policy.version)}">${policy.version}</a>` } },
        {
          key: 'Counts from',
          value: own?.approval ? longDate(own.approval.countsFrom) : 'The beginning: it is the default',
        },
        own?.approval && { key: 'Approved by', value: own.approval.byName },
        own?.approval && { key: 'Rests on', value: own.approval.evidence },
      ],
    })}
    ${hasLeave(actor, 'add-policy') && button({ text: 'Add a version', href: '/policy/new' })}
    ${versions.length > 0 && versionsTable(versions, own)}
    <h2 class="nhsuk-heading-m">What counts today</h2>
    <p>Open a part to see its figures, what the board may choose, and who may change it.</p>
    <div class="nhsuk-expander-group">
    ${SETTING_AREAS.map(({ title, settings }) =>
      details({
        summary: `${title} (${settings.length})`,
        classes: 'nhsuk-expander',
        html: settingsTable(title, settings, counted),
      }),
    )}
    </div>`,
  });
}

function settingsTable(title: string, settings: readonly Setting[], counted: readonly [Counted, ...Counted[]]): Html {
  const { policy } = counted.at(-1)!;
  return table({
    caption: { text: title, classes: 'nhsuk-u-visually-hidden' },
    responsive: true,
    head: ['Setting', 'Counts today', 'What may be chosen', 'Who may change it'],
    rows: settings.map(setting => {
      const since = countsSince(counted, setting);
      return [
        {
          html: html`${setting.words}${rulesOf(setting)}`,
        },
        html`${shownValue(settingOf(policy, setting), setting.allowed)}${since && html`<br><small>Since ${longDate(since)}</small>`}`,
        capital(rangeInWords(setting.allowed)),
        html`${setting.changedBy}<br><small>In the file: <code>${setting.key}</code></small>`,
      ];
    }),
  });
}

/** Some settings belong to a step of a budget's life, which has no page. */
function rulesOf({ rules }: Setting): Html | false {
  const shown = rules.filter(id => id.startsWith('R-'));
  return (
    shown.length > 0 &&
    html`<br><small>${shown.map((id, i) => html`${i > 0 && ', '}<a href="/rules/${id}">${id}</a>`)}</small>`
  );
}

/** A value as it is read: the entries of a list below one another, and each field of an entry on its line. */
function shownValue(value: unknown, allowed: Allowed): Html {
  if (allowed.kind !== 'list' || (value as readonly unknown[]).length === 0)
    return html`${capital(valueInWords(value, allowed))}`;
  const { of } = allowed;
  const entries = (value as readonly unknown[]).map(entry =>
    of.kind === 'record' ? fieldsInWords(entry, of.fields) : [valueInWords(entry, of)],
  );
  // Lines and no lists: a cell of a table that folds may hold words only.
  return html`${entries.map(
    (lines, i) =>
      html`${i > 0 && html`<br>`}${of.kind === 'record' && i > 0 && html`<br>`}${lines.map((line, j) => html`${j > 0 && html`<br>`}${capital(line)}`)}`,
  )}`;
}

function versionsTable(versions: readonly PolicyVersion[], own: PolicyVersion | undefined): Html {
  return table({
    caption: 'Versions of this board',
    responsive: true,
    head: ['Version', 'First day', 'Counts', 'Added by', 'Approved by'],
    rows: versions.map(version => [
      { text: version.version, href: policyPath(version.version) },
      longDate(version.effectiveFrom),
      version.approval
        ? { html: html`From ${longDate(version.approval.countsFrom)} ${version === own && tag({ text: 'Today' })}` }
        : { html: tag({ text: 'Not approved', colour: 'yellow' }) },
      version.addedByName,
      version.approval?.byName ?? '',
    ]),
  });
}

const newPage = ({ frame }: ShowContext, problems: readonly Problem[] = []): Html =>
  page({
    frame,
    title: 'Add a version of the local policy',
    problems,
    backLink: { href: '/policy', text: 'Local policy' },
    content: html`
    <h1 class="nhsuk-heading-l">Add a version of the local policy</h1>
    <p>The file has every setting. Begin with the one that counts today: <code>openphb policy show --json</code> writes it, and <code>openphb policy lint</code> says what is wrong with yours.</p>
    <p>A version is written once, and counts once somebody else approved it.</p>
    ${form(
      { action: '/policy/new', multipart: true, ...frame.hidden },
      fileField({ name: 'content', label: 'The file of the policy', accept: '.json,application/json', problems }),
      submitButton('Add'),
    )}`,
  });

type Asked = ShowContext<{ readonly version: string }>;

/** A policy with its name: one of the board's own, or the default. */
type Named = { readonly policy: Policy; readonly own: PolicyVersion | undefined };

async function showVersion(
  { frame, tx, actor, tools, params, query }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const versions = await loadPolicyVersions(tx, actor.icbCode);
  const all: readonly Named[] = [
    ...versions.map(own => ({ policy: own.policy, own })),
    ...(versions.some(({ version }) => version === DEFAULT_POLICY.version)
      ? []
      : [{ policy: DEFAULT_POLICY, own: undefined }]),
  ];
  const at = all.findIndex(({ policy }) => policy.version === params.version);
  const shown = all[at];
  if (!shown) return undefined;
  const { policy, own } = shown;
  // Against the one that was asked for, else the one before it; the first of all has none.
  const against = all.find(each => each.policy.version === query.against)?.policy ?? all[at + 1]?.policy;
  const path = policyPath(policy.version);
  return page({
    frame,
    title: `Policy ${policy.version}`,
    width: 'full',
    problems,
    backLink: { href: '/policy', text: 'Local policy' },
    content: html`
    <h1 class="nhsuk-heading-l">Policy ${policy.version}</h1>
    ${summaryList({ rows: factsOf(shown, countingOn(versions, tools.today())) })}
    ${against && changesPart(against, policy)}
    ${
      all.length > 2 &&
      html`<p>Compare with: ${all
        .filter(each => each !== shown && each.policy !== against)
        .map(
          ({ policy: { version } }) => html`<a href="${path}?against=${encodeURIComponent(version)}">${version}</a> `,
        )}</p>`
    }
    ${own && !own.approval && approvalForm(actor.id, hasLeave(actor, 'approve-policy'), own, { path, hidden: frame.hidden, problems, typed })}`,
  });
}

function factsOf({ policy, own }: Named, counting: PolicyVersion | undefined) {
  if (!own)
    return [
      { key: 'Where it is from', value: 'It comes with the service, and counts until the board has one of its own' },
    ];
  const { approval } = own;
  return [
    { key: 'First day', value: longDate(readIsoDate(policy.effectiveFrom)!) },
    { key: 'Added by', value: own.addedByName },
    { key: 'Counts', value: approval ? `From ${longDate(approval.countsFrom)}` : 'Not before it is approved' },
    own === counting && { key: 'Today', value: 'It is the one that counts' },
    approval && { key: 'Approved by', value: `${approval.byName}, ${longDate(approval.approvedOn)}` },
    approval && { key: 'Rests on', value: approval.evidence },
  ];
}

function approvalForm(
  actorId: string,
  mayApprove: boolean,
  own: PolicyVersion,
  asked: {
    readonly path: string;
    readonly hidden: ShowContext['frame']['hidden'];
    readonly problems: readonly Problem[];
    readonly typed: Typed | undefined;
  },
): Html {
  if (own.addedById === actorId) return insetText({ text: 'You added this version. Somebody else has to approve it.' });
  if (!mayApprove) return insetText({ text: 'An approver has to approve it before it counts.' });
  return html`
    <h2 class="nhsuk-heading-m">Approve it</h2>
    <p>It then counts from its first day, or from today where that is past.</p>
    ${form(
      { action: asked.path, ...asked.hidden },
      textField({
        name: 'evidence',
        label: 'What does it rest on?',
        hint: 'For instance the number of the board paper, or the law and its date.',
        problems: asked.problems,
        values: asked.typed,
      }),
      submitButton('Approve'),
    )}`;
}

function changesPart(before: Policy, after: Policy): Html {
  const changes = changesBetween(before, after);
  if (changes.length === 0) return html`<p>It says the same as ${before.version}.</p>`;
  return table({
    caption: `What it changes of ${before.version}`,
    responsive: true,
    head: ['Setting', `In ${before.version}`, `In ${after.version}`],
    rows: changes.map(({ setting, before: was, after: is }) => [setting.words, capital(was), capital(is)]),
  });
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
