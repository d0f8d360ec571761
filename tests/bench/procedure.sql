-- The writes of a redemption as a stored procedure: the voucher, the job, the transfers with the accounts on both sides, the
-- journal's record, its salt and its leaf. `bench_redeemables` numbers what is to be redeemed.
CREATE SEQUENCE bench_next;
CREATE TABLE bench_accounts AS
  SELECT row_number() OVER (ORDER BY book_id, kind, owner_id) - 1 AS number, municipality_id, book_id, kind, owner_id
  FROM accounts WHERE side = 'credit';
CREATE UNIQUE INDEX ON bench_accounts (number);
CREATE UNIQUE INDEX ON bench_redeemables (number);
ANALYZE;

CREATE PROCEDURE bench_redeem(transfers_each INTEGER) LANGUAGE plpgsql AS $$
DECLARE
  next_number BIGINT := nextval('bench_next');
  wanted bench_redeemables;
  debit bench_accounts;
  credit bench_accounts;
  record BYTEA := decode(replace(gen_random_uuid()::text, '-', ''), 'hex');
  hash BYTEA := sha256(record);
  accounts_there BIGINT := (SELECT count(*) FROM bench_accounts);
BEGIN
  SELECT * INTO STRICT wanted FROM bench_redeemables WHERE number = next_number;
  PERFORM 1 FROM journal WHERE municipality_id = wanted.municipality_id AND command_id = record;
  UPDATE vouchers SET state = 'redeemed', redeemed_at_us = 1, redeemed_record = record
    WHERE municipality_id = wanted.municipality_id AND voucher_id = wanted.voucher_id AND state = 'reserved';
  IF NOT FOUND THEN RAISE 'this voucher cannot be redeemed'; END IF;
  FOR line IN 0 .. transfers_each - 1 LOOP
    SELECT * INTO STRICT debit FROM bench_accounts WHERE number = (2 * line) % accounts_there;
    SELECT * INTO STRICT credit FROM bench_accounts WHERE number = (2 * line + 1) % accounts_there;
    UPDATE accounts SET credits_cents = credits_cents + 1 WHERE municipality_id = debit.municipality_id
      AND book_id = debit.book_id AND kind = debit.kind AND owner_id = debit.owner_id;
    UPDATE accounts SET credits_cents = credits_cents + 1 WHERE municipality_id = credit.municipality_id
      AND book_id = credit.book_id AND kind = credit.kind AND owner_id = credit.owner_id;
    INSERT INTO transfers (municipality_id, record_id, line, book_id, month, reason, subject_id, debit_kind, debit_owner_id,
        credit_kind, credit_owner_id, amount_cents)
      VALUES (wanted.municipality_id, record, line, debit.book_id, 202601, 'redeem', wanted.voucher_id, debit.kind,
        debit.owner_id, credit.kind, credit.owner_id, 100);
  END LOOP;
  UPDATE jobs SET state = 'approved', approved_at_us = 1, approved_by = 'coordinator'
    WHERE municipality_id = wanted.municipality_id AND job_id = wanted.job_id;
  INSERT INTO journal (municipality_id, record_id, command_id, rpc, actor_id, at_us, content_hash, effects_hash, answer)
    VALUES (wanted.municipality_id, record, record, 'emplooi.vouchers.v1.VoucherService.RedeemVoucher',
      wanted.municipality_id, 1, hash, hash, 'soup');
  INSERT INTO journal_salts VALUES (wanted.municipality_id, record, record);
  INSERT INTO unsealed_records VALUES (wanted.municipality_id, record, hash);
END $$;
