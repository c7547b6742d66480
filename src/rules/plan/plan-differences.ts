/**
 * What changed between two versions of a plan, in sentences that the person can read: sections, entries, lines, money.
 *
 * Pure. A line is known again by what it is called and who provides it, an entry by its kind and its first field,
 * because each version has rows of its own. Nothing is said of what stayed the same.
 */
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { showQuantity } from '../../values/quantity.ts';
import type { PlanItem } from './plan.ts';
import { CHOICE_WORDS, ENTRY_WORDS, PART_FIELD_WORDS } from './plan-part-words.ts';
import {
  ENTRY_FIELDS,
  type PlanEntry,
  SECTION_FIELDS,
  SECTION_KINDS,
  type SectionContent,
  type SectionKind,
  type Sections,
} from './plan-sections.ts';
import { OPTION_WORDS, PER_WORDS, SECTION_WORDS } from './plan-words.ts';

/** One version as it is compared. */
export type PlanVersion = {
  readonly sections: Sections;
  readonly entries: readonly PlanEntry[];
  readonly items: readonly PlanItem[];
  /** The proposed final budget, where there is one. */
  readonly proposedPence: bigint | undefined;
};

export type Difference = {
  readonly part: 'section' | 'entry' | 'item' | 'money';
  readonly change: 'added' | 'removed' | 'changed';
  /** What it is about: the name of the section, of the entry, of the line. */
  readonly what: string;
  readonly sentence: string;
};

/** Everything that `after` says otherwise than `before`, in the order of the plan. */
export function differencesBetween(before: PlanVersion, after: PlanVersion): Difference[] {
  return [
    ...SECTION_KINDS.flatMap(kind => sectionDifferences(kind, before.sections[kind], after.sections[kind])),
    ...entryDifferences(before.entries, after.entries),
    ...itemDifferences(before.items, after.items),
    ...moneyDifferences(before.proposedPence, after.proposedPence),
  ];
}

function sectionDifferences(
  kind: SectionKind,
  before: SectionContent | undefined,
  after: SectionContent | undefined,
): Difference[] {
  const what = SECTION_WORDS[kind];
  if (!before && !after) return [];
  if (!before) return [said('section', 'added', what, `“${what}” is new`)];
  if (!after) return [said('section', 'removed', what, `“${what}” was taken out`)];
  return SECTION_FIELDS[kind].flatMap(({ name }) => {
    const [was, is] = [before[name] ?? '', after[name] ?? ''];
    return was === is ? [] : [said('section', 'changed', what, fieldSentence(what, name, was, is))];
  });
}

function fieldSentence(what: string, field: string, was: string, is: string): string {
  if (field === 'choseNotToSay')
    return is === 'yes' ? `“${what}”: the person now chose not to say` : `“${what}”: the person now says it`;
  // A section of one text is called like its text.
  const where = field === 'words' ? `“${what}”` : `“${what}”, ${PART_FIELD_WORDS[field] ?? field}`;
  if (was === '') return `${where} now says: ${shown(field, is)}`;
  if (is === '') return `${where} does not say any more: ${shown(field, was)}`;
  return `${where} said: ${shown(field, was)} Now it says: ${shown(field, is)}`;
}

/** Words as they stand, closed by a full stop; an answer from a list in its own words. */
function shown(field: string, value: string): string {
  const words = CHOICE_WORDS[field]?.[value] ?? value;
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

function entryDifferences(before: readonly PlanEntry[], after: readonly PlanEntry[]): Difference[] {
  const { gone, kept, added } = pairUp(before, after, entryName);
  return [
    ...gone.map(entry => said('entry', 'removed', titleOf(entry), `${nameOf(entry)} was taken out`)),
    ...kept.flatMap(([was, is]) =>
      ENTRY_FIELDS[is.kind].flatMap(({ name }) => {
        const [old, now] = [was.content[name] ?? '', is.content[name] ?? ''];
        return old === now ? [] : [said('entry', 'changed', titleOf(is), fieldSentence(titleOf(is), name, old, now))];
      }),
    ),
    ...added.map(entry => said('entry', 'added', titleOf(entry), `${nameOf(entry)} is new`)),
  ];
}

/** What an entry is known again by. */
function entryName(entry: PlanEntry): string {
  return `${entry.kind} ${titleOf(entry)}`;
}

/** The name, or what is done or said, of an entry. */
export function titleOf({ content }: PlanEntry): string {
  return content.name ?? content.what ?? content.words ?? '';
}

function nameOf(entry: PlanEntry): string {
  return `“${titleOf(entry)}” (${ENTRY_WORDS[entry.kind].one})`;
}

function itemDifferences(before: readonly PlanItem[], after: readonly PlanItem[]): Difference[] {
  const { gone, kept, added } = pairUp(before, after, ({ label, provider }) => `${label} ${provider}`);
  return [
    ...gone.map(item =>
      said('item', 'removed', item.label, `“${item.label}” was taken out: ${pounds(item.annualPence)} a year less`),
    ),
    ...kept.flatMap(([was, is]) =>
      itemChanges(was, is).map(change => said('item', 'changed', is.label, `“${is.label}”: ${change}`)),
    ),
    ...added.map(item =>
      said(
        'item',
        'added',
        item.label,
        `“${item.label}” is new: ${amountOf(item)}, ${pounds(item.annualPence)} a year`,
      ),
    ),
  ];
}

/** `10 hours every week at £15.00` */
function amountOf({ quantity, unit, per, unitPence }: PlanItem): string {
  return `${showQuantity(quantity)} × ${unit} ${PER_WORDS[per]} at ${pounds(unitPence)}`;
}

function itemChanges(was: PlanItem, is: PlanItem): string[] {
  const changes: (string | false)[] = [
    amountOf(was) !== amountOf(is) && `${amountOf(is)} instead of ${amountOf(was)}`,
    was.times !== is.times && `${is.times} times in the year instead of ${was.times}`,
    moreOrLess(is.annualPence - was.annualPence, ' a year'),
    was.option !== is.option && `${lower(OPTION_WORDS[is.option])} instead of ${lower(OPTION_WORDS[was.option])}`,
    daysOf(was) !== daysOf(is) && `${daysOf(is)} instead of ${daysOf(was)}`,
    was.confidence !== is.confidence &&
      `how sure the person is that it works: ${is.confidence ?? 'not said'} instead of ${was.confidence ?? 'not said'}`,
  ];
  return changes.filter(change => change !== false);
}

function daysOf({ startsOn, endsOn }: PlanItem): string {
  if (!startsOn && !endsOn) return 'all year';
  const from = startsOn ? `from ${longDate(startsOn)}` : 'from the first day';
  return `${from} ${endsOn ? `to ${longDate(endsOn)}` : 'on'}`;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function moneyDifferences(was: bigint | undefined, is: bigint | undefined): Difference[] {
  const what = 'Proposed final budget';
  if (was === is) return [];
  if (was === undefined) return [said('money', 'added', what, `A final budget of ${pounds(is!)} is proposed`)];
  if (is === undefined) return [said('money', 'removed', what, 'No final budget is proposed any more')];
  const more = moreOrLess(is - was, '');
  return [
    said('money', 'changed', what, `The proposed final budget is ${pounds(is)} instead of ${pounds(was)}: ${more}`),
  ];
}

/** `£1.00 a year more`; false where nothing changed. */
function moreOrLess(pence: bigint, per: string): string | false {
  if (pence > 0n) return `${pounds(pence)}${per} more`;
  return pence < 0n && `${pounds(-pence)}${per} less`;
}

function said(part: Difference['part'], change: Difference['change'], what: string, sentence: string): Difference {
  return { part, change, what, sentence };
}

/** Puts what is in both together, in the order of `after`; of two with one name the first belongs to the first. */
function pairUp<T>(before: readonly T[], after: readonly T[], nameOfOne: (one: T) => string) {
  const left = new Map<string, T[]>();
  for (const one of before) left.set(nameOfOne(one), [...(left.get(nameOfOne(one)) ?? []), one]);
  const kept: [was: T, is: T][] = [];
  const added: T[] = [];
  for (const one of after) {
    const was = left.get(nameOfOne(one))?.shift();
    if (was) kept.push([was, one]);
    else added.push(one);
  }
  return { gone: [...left.values()].flat(), kept, added };
}
