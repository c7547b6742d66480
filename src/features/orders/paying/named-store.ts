/** The payments to suppliers that a bank names in its reports: table `supplier_payment`. */
import { z } from 'zod';
import type { Queryable } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';

const NamedRow = z
  .object({
    name: z.string(),
    list_id: z.string(),
    number: z.number(),
    place: z.number(),
    supplier_name: z.string(),
    pence: z.bigint(),
    is_back: z.boolean(),
  })
  .transform(row => ({
    name: row.name,
    listId: row.list_id,
    number: row.number,
    place: row.place,
    supplierName: row.supplier_name,
    pence: row.pence,
    /** It is recorded that it came back. */
    isBack: row.is_back,
  }));
/** A payment to a supplier, and the name by which it was found. */
export type NamedPayment = z.output<typeof NamedRow>;

/** The payments that these names mean: what the supplier sees (`supplierReference`), or our id without its dashes. */
export async function findNamedPayments(
  db: Queryable,
  icbCode: string,
  names: readonly string[],
): Promise<NamedPayment[]> {
  if (names.length === 0) return [];
  const rows = await db.query(sql`
    with payment_named as (
      select p.supplier_payment_id, p.list_id, l.number, p.place, p.supplier_id, p.pence,
             array['PHB S' || l.number || ' ' || p.place, upper(replace(p.supplier_payment_id::text, '-', ''))] as called
        from supplier_list l join supplier_payment p using (list_id)
       where l.icb_code = ${icbCode} and l.list_id in (select list_id from supplier_file where icb_code = ${icbCode}))
    select n.name, p.list_id, p.number, p.place, s.name as supplier_name, p.pence,
           exists (select from supplier_payment_return r where r.supplier_payment_id = p.supplier_payment_id) as is_back
      from (select distinct name from unnest(${names}::text[]) given (name)) n
      join (select *, unnest(called) as said from payment_named) p on p.said = upper(trim(n.name))
      join supplier s using (supplier_id)`);
  return rows.map(row => NamedRow.parse(row));
}
