-- A payer who pays its part to the person itself (R-096, R-098): funding.settlement SEPARATE. It is in the plan, in the
-- budget's figures and in its own books, and never in what we owe, pay or ask back.
--
-- Why it is kept with what people pay in after a means test: for us it is the same fact. Somebody else than us pays into
-- the person's account for a council's part, and only in that payer's books; finance knows of it, or a bank line shows it.

alter table contribution add column paid_by text not null default 'person' check (paid_by in ('person', 'payer'));
-- Only a council may ask the person for a part, and nobody is charged for care after detention. A payer pays for itself.
alter table contribution drop constraint contribution_is_for_social_care;
alter table contribution add constraint contribution_is_for_social_care
  check (case paid_by when 'person' then stream like 'LA\_%' and stream <> 'LA_S117' else stream not like 'NHS\_%' end);

drop view contribution_now;
create view contribution_now with (security_invoker = true) as
  select c.*, l.statement_line_id, l.journal_id as line_journal_id
    from contribution c left join contribution_line l using (contribution_id)
   where not exists (select from contribution_taken_back t where t.contribution_id = c.contribution_id);
grant select on contribution_now to openphb_app;

-- What is asked for, year by year, of the person and of a payer who pays apart: the newest final budget of each year counts.
drop view contribution_year;
create view contribution_year with (security_invoker = true) as
  select s.icb_code, s.budget_id, s.stream, s.payer, f.starts_on, asked.paid_by, asked.pence
    from (select distinct on (budget_id, starts_on) * from final_budget order by budget_id, starts_on, version desc) f
    join final_budget_stream s using (final_budget_id)
    join funding n using (funding_id)
   cross join lateral (values
     ('person', s.person_pence),
     ('payer', case when n.settlement = 'SEPARATE' and s.stream not like 'NHS\_%' then s.direct_payment_pence - s.person_pence else 0 end)
   ) asked (paid_by, pence)
   where asked.pence > 0;
grant select on contribution_year to openphb_app;
