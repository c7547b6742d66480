-- A bank's own file of an organisation that holds money, of a layout that nobody knows: the organisation says what the columns
-- are, as a person does.
-- Why the organisation stands with the file that waits: the person may have a file of their own account waiting beside it, and
-- neither sees the other's. What it says is remembered for its own files alone: the hash of the head has its id in it.
alter table statement_upload
  add column third_party_id uuid references third_party,
  drop constraint statement_upload_budget_id_file_hash_key,
  add constraint statement_upload_once unique nulls not distinct (budget_id, file_hash, third_party_id);
