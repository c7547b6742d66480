-- The people of an organisation that holds money, who sign in and see only what it holds.
-- Why they are users like staff, with one role and no other: they are known by the subject that an identity provider names,
-- and their access ends in the same way. Why the organisation stands on the user: what they see is looked up from it each
-- time, never from what they say.

alter table staff_user add column third_party_id uuid references third_party;
alter table staff_user drop constraint staff_user_roles_check;
alter table staff_user
  add constraint staff_user_roles_check check (cardinality(roles) > 0 and roles <@ array['care-coordinator', 'approver',
    'finance-officer', 'payment-preparer', 'payment-releaser', 'administrator', 'third-party-holder']),
  add constraint holder_has_no_other_role check (
    ('third-party-holder' = any (roles)) = (third_party_id is not null)
    and (third_party_id is null or roles = array['third-party-holder']));
create index staff_user_third_party on staff_user (third_party_id) where third_party_id is not null;
