/** The first word that somebody wants to know about a budget: table `enquiry`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { PlainDate } from '../../values/dates.ts';

export type NewEnquiry = {
  readonly name: string;
  readonly contact: string;
  readonly channel: 'WEB' | 'TELEPHONE' | 'PROFESSIONAL' | 'LETTER';
  readonly communicationNeeds: string;
  readonly about: string;
  readonly receivedOn: PlainDate;
  /** The last day on which it should be acknowledged. */
  readonly acknowledgeBy: PlainDate;
  readonly policyVersion: string;
};

const TRIES = 5;

/**
 * Stores an enquiry under a fresh reference: six characters that nobody mixes up when reading them out. A
 * reference that is taken already is drawn again; five in a row means that something else is wrong.
 */
export async function saveEnquiry(
  tx: Tx,
  enquiry: NewEnquiry,
): Promise<{ readonly enquiryId: string; readonly reference: string }> {
  for (let left = TRIES; left > 0; left -= 1) {
    const [row] = await tx.query(sql`
      insert into enquiry (icb_code, reference, name, contact, channel, communication_needs, about, received_on, acknowledge_by,
                           policy_version)
      select ${tx.icbCode},
             'ENQ-' || string_agg(substr('ABCDEFGHJKMNPQRSTUVWXYZ23456789', 1 + floor(random() * 31)::int, 1), ''),
             ${enquiry.name}, ${enquiry.contact}, ${enquiry.channel}, ${enquiry.communicationNeeds}, ${enquiry.about},
             ${enquiry.receivedOn}::date, ${enquiry.acknowledgeBy}::date, ${enquiry.policyVersion}
        from generate_series(1, 6)
      on conflict (reference) do nothing
      returning enquiry_id, reference`);
    if (row) return { enquiryId: row.enquiry_id as string, reference: row.reference as string };
  }
  throw new Error(`no free enquiry reference was found in ${TRIES} tries`);
}

const Enquiry = z
  .object({
    enquiry_id: z.string(),
    reference: z.string(),
    name: z.string(),
    contact: z.string(),
    channel: z.string(),
    communication_needs: z.string(),
    about: z.string(),
    received_on: z.instanceof(Temporal.PlainDate),
    acknowledge_by: z.instanceof(Temporal.PlainDate),
    budget_id: z.string().nullable(),
  })
  .transform(row => ({
    enquiryId: row.enquiry_id,
    reference: row.reference,
    name: row.name,
    contact: row.contact,
    channel: row.channel,
    communicationNeeds: row.communication_needs,
    about: row.about,
    receivedOn: row.received_on,
    acknowledgeBy: row.acknowledge_by,
    /** The budget that it became, or null. */
    budgetId: row.budget_id,
  }));
export type Enquiry = z.output<typeof Enquiry>;

const selectEnquiry = sql`select e.*, b.budget_id from enquiry e left join budget b on b.enquiry_id = e.enquiry_id`;

/** Enquiries of this ICB that have not become a request, oldest first. */
export async function loadOpenEnquiries(db: Queryable, icbCode: string): Promise<Enquiry[]> {
  const rows = await db.query(sql`
    ${selectEnquiry} where e.icb_code = ${icbCode} and b.budget_id is null
     order by e.received_on, e.enquiry_id`);
  return rows.map(row => Enquiry.parse(row));
}

/** One enquiry of this ICB, or undefined. */
export async function loadEnquiry(db: Queryable, icbCode: string, enquiryId: string): Promise<Enquiry | undefined> {
  const [row] = await db.query(sql`
    ${selectEnquiry} where e.icb_code = ${icbCode} and e.enquiry_id = ${enquiryId}`);
  return row && Enquiry.parse(row);
}

/** The same, and whoever else is about to make a request of it waits until this transaction has ended. */
export async function lockEnquiry(tx: Tx, enquiryId: string): Promise<Enquiry | undefined> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`enquiry ${enquiryId}`}, 0))`);
  return loadEnquiry(tx, tx.icbCode, enquiryId);
}
