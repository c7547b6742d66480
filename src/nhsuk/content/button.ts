/** A button, or a link that looks and behaves like one. */

import { type Html, html } from '../../platform/html.ts';
import { type IconName, icon } from '../icon.ts';
import {
  type Attributes,
  attributes,
  classes,
  element,
  familyClass,
  has,
  shown,
  stated,
  type Words,
} from '../parts.ts';

export type ButtonVariant = 'brand' | 'login' | 'reverse' | 'secondary' | 'secondary-solid' | 'warning';

export type Button = Words & {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: 'submit' | 'button' | 'reset' | undefined;
  /** With an address and no type it is a link. */
  readonly href?: string | undefined;
  readonly variant?: ButtonVariant | undefined;
  readonly small?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Passes over a second press within a second. The command id is what makes the act happen once. */
  readonly preventDoubleClick?: boolean | undefined;
  readonly ariaLabel?: string | undefined;
  readonly icon?: IconName | { readonly name: IconName; readonly placement: 'start' | 'end' } | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

const VARIANTS: readonly ButtonVariant[] = ['brand', 'login', 'reverse', 'secondary', 'secondary-solid', 'warning'];

export function button(options: Button): Html {
  const isLink = Boolean(options.href) && !options.type;
  const variant = familyClass('nhsuk-button--', options.variant, VARIANTS, options.classes);
  const names = classes(
    'nhsuk-button',
    options.classes,
    variant,
    options.icon && 'nhsuk-button--icon',
    options.small && 'nhsuk-button--small',
  );
  const list = attributes(
    {
      class: names,
      id: options.id,
      name: isLink ? undefined : options.name,
      'data-module': 'nhsuk-button',
      'data-prevent-double-click': stated(options.preventDoubleClick),
    },
    isLink
      ? { href: options.href, role: 'button', draggable: 'false', 'aria-label': options.ariaLabel }
      : {
          type: options.type ?? 'submit',
          value: options.value,
          disabled: options.disabled,
          'aria-label': options.ariaLabel,
          'aria-disabled': options.disabled ? 'true' : undefined,
        },
    options.attributes,
  );
  const sign = typeof options.icon === 'string' ? { name: options.icon, placement: 'start' as const } : options.icon;
  const content = sign
    ? html`${sign.placement === 'start' && icon(sign.name)}
  ${has(options) && html`<span class="nhsuk-button__content">${shown(options)}</span>`}
  ${sign.placement === 'end' && icon(sign.name)}`
    : shown(options);
  return element(
    isLink ? 'a' : 'button',
    list,
    html`
  ${content}
`,
  );
}
