/** What is asked about each group that a person may be in. */
import { checkboxesField, dateField, type Option, radiosField, selectField, textareaField } from '../../nhsuk/forms.ts';
import { date, flag, oneOf, optionalText, someOf } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Problem, Typed } from '../../platform/http.ts';
import { PLACES } from '../../rules/eligibility/chc-default.ts';
import { GROUPS, type Group } from '../../rules/eligibility/eligibility.ts';
import { DETENTION_SECTIONS, WHEELCHAIR_TESTS } from '../../rules/eligibility/groups.ts';
import type { Cohort } from '../../rules/policy/policy.ts';
import { GROUP_WORDS, PLACE_WORDS, SECTION_OF_ACT_WORDS, WHEELCHAIR_WORDS } from '../../rules/words.ts';

/** The fields of the form that are about the group. */
export const groupFields = {
  group: oneOf(GROUPS, 'Select the group'),
  evidence: optionalText(),
  evidenceOn: date('Enter a real date').optional(),
  solelyNhsFunded: flag(),
  fundedByIcb: flag(),
  sections: someOf(DETENTION_SECTIONS, 'Select the sections from the list', 0).default([]),
  wheelchair: someOf(WHEELCHAIR_TESTS, 'Select what holds from the list', 0).default([]),
  cohort: optionalText(200),
  fitsCohort: flag(),
  invited: flag(),
  levelOfNeed: optionalText(1000),
  livesAt: oneOf(PLACES, 'Select where the person lives').default('NOT_KNOWN'),
};

type Asked = { readonly problems: readonly Problem[]; readonly values: Typed | undefined };

/** The questions; `cohorts` are the groups of the local offer that are open today. */
export function groupQuestions(asked: Asked, claimed: Group, cohorts: readonly Cohort[]): Html {
  return html`${radiosField({
    ...asked,
    name: 'group',
    label: 'Which group is the person in?',
    labelSize: 'm',
    value: claimed,
    options: GROUPS.map(
      (value): Option => ({ value, text: GROUP_WORDS[value], conditional: askedOf(value, asked, cohorts) }),
    ),
  })}
  ${textareaField({
    ...asked,
    name: 'evidence',
    label: 'What shows it?',
    hint: 'For an exceptional case, say why it is one',
    rows: 3,
  })}
  ${textareaField({
    ...asked,
    name: 'levelOfNeed',
    label: 'How much does the person need?',
    hint: 'For the local offer and exceptional cases. Their level of need counts, not the name of an illness',
    rows: 2,
  })}
  ${dateField({
    ...asked,
    name: 'evidenceOn',
    label: 'Date of the decision that shows it',
    hint: 'Needed for NHS Continuing Healthcare: the person must have been 18 on that day',
  })}
  ${checkboxesField({
    ...asked,
    name: 'solelyNhsFunded',
    label: 'Who pays for the care?',
    options: [{ value: 'yes', text: 'The NHS alone arranges and pays for it (needed for Continuing Healthcare)' }],
  })}
  ${radiosField({
    ...asked,
    name: 'livesAt',
    label: 'Where does the person live?',
    hint: 'A budget is the usual way for adults with NHS Continuing Healthcare at home',
    value: 'HOME',
    options: PLACES.map(value => ({ value, text: PLACE_WORDS[value] })),
  })}`;
}

/** What is asked only of those who choose this group. */
function askedOf(group: Group, asked: Asked, cohorts: readonly Cohort[]): Html | undefined {
  switch (group) {
    case 'CHILDREN_CC':
      return checkboxesField({
        ...asked,
        name: 'fundedByIcb',
        label: 'Do we pay for the care?',
        options: [
          {
            value: 'yes',
            text: 'We arrange and pay for all or part of it, for needs from a disability, an accident or an illness',
          },
        ],
      });
    case 'S117':
      return checkboxesField({
        ...asked,
        name: 'sections',
        label: 'Which sections of the Mental Health Act was the person detained under?',
        hint: 'Section 2 alone gives no right to aftercare',
        options: DETENTION_SECTIONS.map(value => ({ value, text: SECTION_OF_ACT_WORDS[value] })),
      });
    case 'WHEELCHAIR':
      return checkboxesField({
        ...asked,
        name: 'wheelchair',
        label: 'What holds for this person?',
        hint: 'All five must hold',
        options: WHEELCHAIR_TESTS.map(value => ({ value, text: WHEELCHAIR_WORDS[value] })),
      });
    case 'LOCAL_COHORT':
      return cohorts.length === 0
        ? html`<p>No group of our local offer is open today. An exceptional case may still have a budget.</p>`
        : html`${selectField({
            ...asked,
            name: 'cohort',
            label: 'Which group of our local offer?',
            options: cohorts.map(({ name, status }) => ({
              value: name,
              text: status === 'TRIAL' ? `${name} (a trial, by invitation)` : name,
            })),
          })}${checkboxesField({
            ...asked,
            name: 'fitsCohort',
            label: 'Does the person belong to it?',
            options: [{ value: 'yes', text: 'They meet what our local offer asks of this group' }],
          })}${checkboxesField({
            ...asked,
            name: 'invited',
            label: 'Were they invited?',
            options: [{ value: 'yes', text: 'They were invited to take part (needed for a trial)' }],
          })}`;
    default:
      return undefined;
  }
}
