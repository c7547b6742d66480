/** A policy as JSON and back: money is a string of whole pence there and a bigint here; all else stands as it is. */
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import { POLICY_SHAPE } from './policy-settings.ts';
import type { Allowed } from './settings/allowed.ts';

/** Reads a policy from JSON in which `lintPolicy` finds nothing. */
export function readPolicy(content: unknown): Policy {
  return read(content, POLICY_SHAPE) as Policy;
}

/** The same policy as JSON. */
export function writePolicy(policy: Policy): unknown {
  return JSON.parse(JSON.stringify(policy, (_, value) => (typeof value === 'bigint' ? value.toString() : value)));
}

/**
 * A stored policy with the defaults of the settings that it does not have. A version is written once; what a later
 * release of the service adds to the catalogue counts by its default until the board's next version says otherwise.
 */
export function completePolicy(content: unknown): unknown {
  return complete(content, writePolicy(DEFAULT_POLICY));
}

function complete(value: unknown, standard: unknown): unknown {
  if (value === undefined) return standard;
  if (!isRecord(value) || !isRecord(standard)) return value;
  const keys = new Set([...Object.keys(standard), ...Object.keys(value)]);
  return Object.fromEntries([...keys].map(key => [key, complete(value[key], standard[key])]));
}

function read(value: unknown, allowed: Allowed): unknown {
  if (value === null) return null;
  switch (allowed.kind) {
    case 'pence':
      return BigInt(value as string);
    case 'list':
      return (value as readonly unknown[]).map(entry => read(entry, allowed.of));
    case 'record':
      return Object.fromEntries(
        Object.entries(allowed.fields).map(([key, field]) => [
          key,
          read((value as Record<string, unknown>)[key], field),
        ]),
      );
    default:
      return value;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
