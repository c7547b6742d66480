/** The values of the local policy in plain words, and what one version changes of another. It decides nothing. */
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { METHOD_WORDS } from '../plan/plan-words.ts';
import type { Policy } from './policy.ts';
import { SETTING_AREAS } from './policy-settings.ts';
import { type Allowed, BASIS_POINTS, DAY_OF_MONTH, type Setting, TENTHS_OF_WEEKS } from './settings/allowed.ts';

/** Every code of the catalogue. */
const CODE_WORDS: Readonly<Record<string, string>> = {
  ...METHOD_WORDS,
  NOTIONAL: 'the NHS holds the money',
  THIRD_PARTY: 'an organisation holds it',
  DIRECT_PAYMENT: 'the person is paid',
  MIX: 'a mix',
  LIVE: 'open',
  IN_DEVELOPMENT: 'being prepared',
  TRIAL: 'a trial, by invitation',
  CONSIDERING: 'being considered',
  PAUSED: 'paused',
  ENDED: 'ended',
  NEED_LEVEL: 'level of need',
  DIAGNOSIS: 'diagnosis',
  AGE: 'age',
  SERVICE: 'service',
  INVITATION: 'invitation',
  INCLUDE: 'belongs',
  DECLINE: 'does not belong',
  NEVER: 'never',
  WITH_REASONS: 'with reasons, and the person may ask us to think again',
  FROM_START: 'twelve months from the first day of the budget',
  DIRECTOR: 'a director',
  PHB_LEAD: 'the PHB lead',
  PAYMENTS: 'payments',
  MONITORING: 'monitoring',
  LCFS_LEAD: 'the counter-fraud lead',
  SAFEGUARDING_LEAD: 'the safeguarding lead',
  WARN_OFFER_MANAGED: 'a warning, and other ways of holding the money are offered',
  WARN: 'a warning',
  ICB: 'the board',
  LOCAL_AUTHORITY: 'the local authority',
  NHS: 'NHS',
  SOCIAL_CARE: 'social care',
  EDUCATION: 'education',
  POOLED_S75: 'from one pool, under section 75',
  RECHARGE: 'one pays and recharges the other',
  SEPARATE: 'each pays its own part',
  LARGEST: 'the kind with the largest share',
  APPROVAL: 'when the plan is approved',
  PAYMENT: 'when it is paid',
  BACS18: 'Bacs Standard 18, one day',
  BACS18_DAYS: 'Bacs Standard 18, each payment with its day',
  PORTAL_CSV: 'CSV for the bank’s portal',
  PREPARE: 'it is prepared another way',
  TELL: 'finance is told',
  LAST: 'last, after the second card',
  FIRST: 'first, and the rest goes the next way',
  PAIN001: 'ISO 20022 pain.001',
  ONCE: 'once',
  ONCE_IN_EACH: 'once in each kind',
};

/** Every field of the entries in the catalogue's lists. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: 'name',
  label: 'name',
  category: 'kind',
  status: 'status',
  since: 'since',
  until: 'until',
  criteria: 'criteria',
  when: 'when',
  fact: 'fact',
  is: 'is',
  effect: 'effect',
  from: 'from',
  pence: 'sum',
  age21Pence: '21 and over',
  age18Pence: '18 to 20',
  age16Pence: '16 and 17',
  apprenticePence: 'apprentice',
  nationalInsuranceBasisPoints: 'employer’s National Insurance',
  nationalInsuranceFromPence: 'on pay above',
  employmentAllowancePence: 'employment allowance',
  pensionTriggerPence: 'pension for whoever earns',
  pensionFromPence: 'on pay from',
  pensionToPence: 'on pay to',
  pensionBasisPoints: 'employer’s pension',
  holidayWeeksTenths: 'holiday',
  statutoryPayBasisPoints: 'sick pay and the like',
  redundancyAfterYears: 'redundancy pay after',
  redundancyMostYears: 'redundancy pay for at most',
  redundancyWeekPayPence: 'a week’s pay for it, at most',
  stream: 'who pays',
  basisPoints: 'share',
  validFrom: 'from',
  validTo: 'to',
};

/** A value of the policy in words: `28 days`, `£25.00`, `Yes`. */
export function valueInWords(value: unknown, allowed: Allowed): string {
  if (value === null) return 'not set';
  switch (allowed.kind) {
    case 'whole':
      return countInWords(value as number, allowed.unit);
    case 'pence':
      return pounds(value as bigint);
    case 'yes-no':
      return value ? 'Yes' : 'No';
    case 'one-of':
      return CODE_WORDS[value as string]!;
    case 'text':
      return value === '' ? 'not set' : (value as string);
    case 'date':
      return longDate(Temporal.PlainDate.from(value as string));
    case 'list': {
      const entries = (value as readonly unknown[]).map(entry => valueInWords(entry, allowed.of));
      return entries.length === 0 ? 'none' : entries.join('; ');
    }
    case 'record':
      return fieldsInWords(value, allowed.fields).join(', ');
  }
}

/** The fields of an entry, each with its name: `from: 1 April 2026`. */
export function fieldsInWords(entry: unknown, fields: Readonly<Record<string, Allowed>>): readonly string[] {
  return Object.entries(fields).map(
    ([key, field]) => `${FIELD_WORDS[key]}: ${valueInWords((entry as Readonly<Record<string, unknown>>)[key], field)}`,
  );
}

/** A number with its unit, as people say it: `28 days`, `10%`, `5.6 weeks`. */
function countInWords(count: number, unit: string): string {
  switch (unit) {
    case 'percent':
      return `${count}%`;
    case BASIS_POINTS:
      return `${count / 100}%`;
    case TENTHS_OF_WEEKS:
      return `${count / 10} weeks`;
    case DAY_OF_MONTH:
      return `day ${count} of the month`;
    default:
      return `${count} ${count === 1 ? (ONE[unit] ?? unit.replace(/s$/, '')) : unit}`;
  }
}

/** One of a unit that does not only lose its last letter. */
const ONE: Readonly<Record<string, string>> = { people: 'person' };

/** From the least to the most, the unit once where it stands behind: `1 to 12 months`, `0% to 25%`. */
function spanInWords(least: number, most: number, unit: string): string {
  switch (unit) {
    case 'percent':
    case BASIS_POINTS:
      return `${countInWords(least, unit)} to ${countInWords(most, unit)}`;
    case TENTHS_OF_WEEKS:
      return `${least / 10} to ${countInWords(most, unit)}`;
    case DAY_OF_MONTH:
      return `day ${least} to ${most} of the month`;
    default:
      return `${least} to ${most} ${unit}`;
  }
}

/** What may be chosen, in words for people: `1 to 12 months`. */
export function rangeInWords(allowed: Allowed): string {
  switch (allowed.kind) {
    case 'whole':
      return spanInWords(allowed.least, allowed.most, allowed.unit);
    case 'pence':
      return `${pounds(allowed.least)} to ${pounds(allowed.most)}`;
    case 'yes-no':
      return 'Yes or no';
    case 'one-of':
      return allowed.values.map(code => CODE_WORDS[code]).join(', or ');
    case 'text':
      return `Up to ${allowed.most} characters`;
    case 'date':
      return 'A date';
    case 'list':
      return allowed.mustHave ? `Always ${allowed.mustHave.values.map(code => CODE_WORDS[code]).join(', ')}` : 'A list';
    case 'record':
      return 'A list';
  }
}

/** The value of a setting in a policy. */
export function settingOf(policy: Policy, { key }: Setting): unknown {
  return key.split('.').reduce<unknown>((part, each) => Reflect.get(part as object, each), policy);
}

export type Change = { readonly setting: Setting; readonly before: string; readonly after: string };

/** What the second policy says otherwise than the first, in the order of the catalogue; their names and days apart. */
export function changesBetween(before: Policy, after: Policy): readonly Change[] {
  return SETTING_AREAS.flatMap(area => area.settings)
    .map(setting => ({
      setting,
      before: valueInWords(settingOf(before, setting), setting.allowed),
      after: valueInWords(settingOf(after, setting), setting.allowed),
    }))
    .filter(change => change.before !== change.after);
}

/** A policy that counted, from a day on; undefined for the default, which counted before any other. */
export type Counted = { readonly policy: Policy; readonly countsFrom: PlainDate | undefined };

/**
 * Since when a setting has had its value: the first of the versions without a gap that say the same. `counted` is every
 * policy that counted so far, the first first.
 */
export function countsSince(counted: readonly [Counted, ...Counted[]], setting: Setting): PlainDate | undefined {
  const words = counted.map(({ policy }) => valueInWords(settingOf(policy, setting), setting.allowed));
  const lastOther = words.findLastIndex(each => each !== words.at(-1));
  return counted[lastOther + 1]?.countsFrom;
}
