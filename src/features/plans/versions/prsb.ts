/**
 * The plan by the names of the PRSB standard for personalised care and support plans (v2.0), for systems that keep or
 * send such plans. Value sets are named by their SNOMED CT reference sets; what the person did not give is left out.
 */
import { z } from 'zod';
import { agreementOf, isForTheBudget } from '../../../rules/plan/plan.ts';
import { ACTION_STATUS_WORDS, GOAL_STATUS_WORDS } from '../../../rules/plan/plan-part-words.ts';
import { linesOf, type SectionContent } from '../../../rules/plan/plan-sections.ts';
import type { Person } from '../../people/store.ts';
import type { Budget } from '../../requests/store.ts';
import type { WrittenEntry } from '../entry-store.ts';
import type { LoadedPlan } from '../facts.ts';

const said = z.string().optional();
const Contingency = z.object({
  name: said,
  triggerFactors: z.array(z.string()),
  whatShouldHappen: said,
  whoToContact: said,
  relapseIndicators: said,
  copingStrategies: said,
  advanceStatement: said,
  anticipatoryMedicinesEquipment: said,
  agreedWith: said,
  reviewDate: said,
  responsibilityForReview: said,
});

export const PrsbPlan = z.object({
  standard: z.literal('PRSB personalised care and support plan v2.0'),
  personDemographics: z.object({
    givenName: z.string(),
    familyName: z.string(),
    preferredName: said,
    dateOfBirth: z.iso.date(),
    nhsNumber: said,
    address: z.object({ lines: z.string(), postcode: z.string() }),
    contactDetails: z.array(z.string()),
    gender: said,
    sex: said,
    ethnicity: said,
    religion: said,
    maritalStatus: said,
  }),
  gpPractice: z.object({ gpName: said, practiceDetails: said, practiceIdentifier: said }).optional(),
  aboutMe: z.object({
    mostImportantToMe: said,
    peopleImportantToMe: said,
    howICommunicate: said,
    myWellness: said,
    pleaseDo: said,
    pleaseDont: said,
    howAndWhenToSupportMe: said,
    alsoWorthKnowing: said,
    supportedBy: said,
    multimediaLocation: said,
    date: z.iso.date().optional(),
  }),
  professionalContacts: z.array(
    z.object({
      name: z.string(),
      role: said,
      keyWorker: z.boolean(),
      specialty: said,
      team: said,
      organisation: said,
      contactDetails: said,
      startDate: said,
      endDate: said,
    }),
  ),
  personalContacts: z.array(
    z.object({ name: z.string(), relationship: said, type: said, contactDetails: said, comments: said }),
  ),
  formulation: z.array(
    z.object({
      formulation: z.string(),
      date: said,
      location: said,
      performingProfessional: said,
      personCompleting: z.string(),
    }),
  ),
  careAndSupportPlan: z.object({
    strengths: z.array(z.string()),
    needsConcernsProblems: z.array(
      z.object({
        need: z.string(),
        goalsAndHopes: z.array(
          z.object({
            goal: z.string(),
            importance: z.number().nullable(),
            measure: said,
            actions: z.array(
              z.object({
                what: z.string(),
                who: said,
                when: said,
                strategies: said,
                status: said,
                confidence: z.number().optional(),
                reviewDate: said,
                outcome: said,
                goalStatus: said,
                lastUpdated: z.iso.date(),
              }),
            ),
          }),
        ),
      }),
    ),
    agreedWithPersonOrLegitimateRepresentative: z.object({
      agreed: z.boolean().nullable(),
      fullName: said,
      role: z.enum(['PERSON', 'REPRESENTATIVE']).optional(),
      date: z.iso.date().optional(),
    }),
    careFundingSource: z.object({ organisationCode: z.string(), text: z.string() }),
    lastUpdated: z.iso.date(),
    plannedReview: z.object({ date: said, intervalMonths: said }),
    responsibilityForReview: z.object({ name: said, role: said, contactDetails: said }),
    performingProfessional: z.string(),
    personCompleting: z.array(z.string()),
    otherDocuments: z.array(z.object({ name: z.string(), location: said })),
  }),
  contingencyPlans: z.array(Contingency),
  additionalSupportPlans: z.array(
    z.object({ name: z.string(), content: z.string(), reviewDate: said, responsibility: said, professional: said }),
  ),
  valueSets: z.object({
    needs: z.literal('1127581000000103'),
    goalsOutcomesStrengths: z.literal('1127601000000107'),
    actionStatus: z.literal('999000081000000105'),
    goalStatus: z.literal('999000091000000107'),
  }),
});

/** The plan as the standard names its parts. */
export function prsbOf(facts: LoadedPlan, budget: Budget, person: Person, icbCode: string): z.input<typeof PrsbPlan> {
  const { sections, entries, authors, outcomes } = facts;
  const about = sections['about-me'] ?? {};
  const details = sections['person-details'] ?? {};
  const of = (kind: WrittenEntry['kind']) => entries.filter(entry => entry.kind === kind);
  const agreement = agreementOf(facts);
  const actions = of('action');
  const aboutOn = authors.sections.get('about-me')?.writtenOn.toString();
  return {
    standard: 'PRSB personalised care and support plan v2.0',
    personDemographics: {
      givenName: person.givenName,
      familyName: person.familyName,
      preferredName: person.name,
      dateOfBirth: person.dateOfBirth.toString(),
      nhsNumber: person.nhsNumber ?? undefined,
      address: { lines: person.address, postcode: person.postcode },
      contactDetails: [person.telephone, person.email].filter(contact => contact !== ''),
      gender: details.gender,
      sex: details.sex,
      ethnicity: details.ethnicity,
      religion: details.religion,
      maritalStatus: details.maritalStatus,
    },
    gpPractice: sections.gp && {
      gpName: sections.gp.gpName,
      practiceDetails: sections.gp.practice,
      practiceIdentifier: sections.gp.practiceCode,
    },
    aboutMe: {
      mostImportantToMe: wordsOf(sections['important-to'] ?? sections['what-matters']),
      peopleImportantToMe: about.peopleImportant,
      howICommunicate: about.communication,
      myWellness: about.wellness,
      pleaseDo: about.pleaseDo,
      pleaseDont: about.pleaseDont,
      howAndWhenToSupportMe: about.support,
      alsoWorthKnowing: about.worthKnowing,
      supportedBy: about.supportedBy,
      multimediaLocation: about.multimedia,
      date: aboutOn,
    },
    professionalContacts: of('professional-contact').map(({ content }) => ({
      name: content.name!,
      role: content.role,
      keyWorker: content.keyWorker === 'yes',
      specialty: content.specialty,
      team: content.team,
      organisation: content.organisation,
      contactDetails: content.contact,
      startDate: content.from,
      endDate: content.to,
    })),
    personalContacts: of('personal-contact').map(({ content }) => ({
      name: content.name!,
      relationship: content.relationship,
      type: content.type,
      contactDetails: content.contact,
      comments: content.comments,
    })),
    formulation: of('formulation').map(({ content, byName }) => ({
      formulation: content.words!,
      date: content.formulatedOn,
      location: content.location,
      performingProfessional: content.professional,
      personCompleting: content.completedBy ?? byName,
    })),
    careAndSupportPlan: {
      strengths: linesOf(wordsOf(sections.strengths)),
      needsConcernsProblems: facts.needs.filter(isForTheBudget).map(need => ({
        need: need.words,
        goalsAndHopes: outcomes
          .filter(({ needId }) => needId === need.needId)
          .map(({ outcomeId, words, importance, measure }) => ({
            goal: words,
            importance,
            measure: measure || undefined,
            actions: actions.filter(({ content }) => content.outcomeId === outcomeId).map(actionOf),
          })),
      })),
      agreedWithPersonOrLegitimateRepresentative: {
        agreed: agreement.agreed ?? null,
        fullName: agreement.byName || undefined,
        role: agreement.signedAs,
        date: agreement.signedOn?.toString(),
      },
      careFundingSource: { organisationCode: icbCode, text: budget.fundingStream },
      lastUpdated: facts.plan.lastWrittenAt.toZonedDateTimeISO('Europe/London').toPlainDate().toString(),
      plannedReview: { date: sections.review?.reviewOn, intervalMonths: sections.review?.intervalMonths },
      responsibilityForReview: {
        name: sections.review?.responsible,
        role: sections.review?.responsibleRole,
        contactDetails: sections.review?.responsibleContact,
      },
      performingProfessional: budget.careCoordinatorName,
      personCompleting: [...new Set([...authors.sections.values()].map(({ byName }) => byName))].sort(),
      otherDocuments: of('document').map(({ content }) => ({ name: content.name!, location: content.where })),
    },
    contingencyPlans: [
      ...(sections.contingency ? [contingencyOf(sections.contingency)] : []),
      ...of('contingency-plan').map(({ content }) => contingencyOf(content)),
    ],
    additionalSupportPlans: of('additional-plan').map(({ content }) => ({
      name: content.name!,
      content: content.content!,
      reviewDate: content.reviewOn,
      responsibility: content.responsible,
      professional: content.professional,
    })),
    valueSets: {
      needs: '1127581000000103',
      goalsOutcomesStrengths: '1127601000000107',
      actionStatus: '999000081000000105',
      goalStatus: '999000091000000107',
    },
  };
}

function wordsOf(content: SectionContent | undefined): string | undefined {
  return content?.words;
}

function actionOf({ content, writtenOn }: WrittenEntry) {
  return {
    what: content.what!,
    who: content.who,
    when: content.when,
    strategies: content.strategies,
    status: content.status && ACTION_STATUS_WORDS[content.status as keyof typeof ACTION_STATUS_WORDS],
    confidence: content.confidence === undefined ? undefined : Number(content.confidence),
    reviewDate: content.reviewOn,
    outcome: content.outcome,
    goalStatus: content.goalStatus && GOAL_STATUS_WORDS[content.goalStatus as keyof typeof GOAL_STATUS_WORDS],
    lastUpdated: writtenOn.toString(),
  };
}

function contingencyOf(content: SectionContent) {
  return {
    name: content.name,
    triggerFactors: linesOf(content.triggers),
    whatShouldHappen: content.whatHappens,
    whoToContact: content.whoToCall,
    relapseIndicators: content.earlyWarning,
    copingStrategies: content.coping,
    advanceStatement: content.advanceStatement,
    anticipatoryMedicinesEquipment: content.medicinesEquipment,
    agreedWith: content.agreedWith,
    reviewDate: content.contingencyReviewOn,
    responsibilityForReview: content.contingencyResponsible,
  };
}
