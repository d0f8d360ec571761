-- To which bank account a provider is paid (server/organisations/README.md). Rows are never changed: the newest one holds.

CREATE TABLE provider_bank_details (
  municipality_id @bytes@ NOT NULL,
  bank_details_id @bytes@ NOT NULL,
  provider_id @bytes@ NOT NULL,
  -- Without spaces, in capitals.
  iban TEXT NOT NULL CHECK (length(iban) BETWEEN 15 AND 34),
  account_holder TEXT NOT NULL CHECK (account_holder <> ''),
  set_on TEXT NOT NULL,
  set_by @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, bank_details_id),
  FOREIGN KEY (municipality_id, provider_id) REFERENCES providers (municipality_id, provider_id)
) @strict@;

CREATE INDEX bank_details_of_provider ON provider_bank_details (municipality_id, provider_id, bank_details_id);

-- What was known when the month was closed; NULL where nothing was, and for parties that are not paid.
ALTER TABLE statements ADD COLUMN bank_details_id @bytes@;
