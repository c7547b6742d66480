/** What each rule leaves to the ICB: the settings that the catalogue ties to it. */
import { DEFAULT_POLICY } from '../../rules/policy/policy.ts';
import { allowedInWords } from '../../rules/policy/policy-lint.ts';
import { SETTINGS } from '../../rules/policy/policy-settings.ts';

/** A setting with its default as it is written in a policy file. */
export type SettingOfRule = {
  readonly key: string;
  readonly words: string;
  readonly default: string;
  readonly allowed: string;
};

/** The settings that the catalogue ties to a rule. */
export function settingsOf(id: string): readonly SettingOfRule[] {
  return SETTINGS.filter(({ rules }) => rules.includes(id)).map(({ key, words, allowed }) => ({
    key,
    words,
    default: written(defaultOf(key)),
    allowed: allowedInWords(allowed),
  }));
}

function defaultOf(key: string): unknown {
  return key.split('.').reduce<unknown>((at, part) => (at as Readonly<Record<string, unknown>>)[part], DEFAULT_POLICY);
}

function written(value: unknown): string {
  return JSON.stringify(value, (_, inside) => (typeof inside === 'bigint' ? String(inside) : inside)) ?? 'none';
}
