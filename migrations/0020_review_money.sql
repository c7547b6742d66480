-- What the money part of a review works out: what is really left over, and how far spending is from the plan.
--
-- Why beside the figures and not among them: a flag must have its cause (R-146), and only a column can be held to that.

alter table review_money_part
  add column owed_pence       bigint  not null default 0 check (owed_pence >= 0),    -- owed already and not paid yet
  add column savings_pence    bigint  not null default 0 check (savings_pence >= 0), -- saved, as agreed, for something in the plan
  add column surplus_pence    bigint,                                                -- R-145; null where nothing is paid to the person
  add column checked_until    date,                                                  -- the end of the last month that is over
  add column expected_pence   bigint,                                                -- R-148: planned until then
  add column actual_pence     bigint,                                                -- and spent
  add column variance_flagged boolean not null default false,
  add column variance_cause   text check (variance_cause in ('BUDGET_TOO_HIGH', 'HOSPITAL', 'SAVING_FOR_ITEM', 'FLUCTUATING_NEED',
                                'BUDGET_TOO_LOW', 'CONTINGENCY', 'RECRUITMENT_GAP', 'INVOICE_TIMING', 'PROVIDER_PRICE',
                                'MISUSE_QUERY', 'DATA_GAP', 'OTHER')), -- CL-22
  add column variance_words   text    not null default '',
  add constraint flag_has_its_cause check (not variance_flagged or variance_cause is not null),
  add constraint other_cause_has_words check (variance_cause <> 'OTHER' or variance_words <> '');
