#include "verify.h"

#include <ostream>

#include "base/check.h"
#include "ledger/ledger.h"
#include "store/journal.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_store.h"
#include "town.h"

namespace emplooi {

namespace {

constexpr store::Statement file_damage{"verify.file_damage", "PRAGMA integrity_check(1)", true};

/// Whoever has records counts, whether or not a municipality is still registered under that id.
constexpr store::Statement municipalities{
    "verify.municipalities",
    "WITH RECURSIVE writes (id) AS ("
    "  SELECT MIN(municipality_id) FROM journal"
    "  UNION ALL"
    "  SELECT (SELECT MIN(municipality_id) FROM journal WHERE municipality_id > id)"
    "  FROM writes WHERE id IS NOT NULL"
    ") "
    "SELECT id FROM writes WHERE id IS NOT NULL "
    "UNION SELECT municipality_id FROM municipalities ORDER BY 1",
    true};

/// What was found so far, said line by line.
class Findings {
 public:
  explicit Findings(std::ostream& says) : says_(says) {}

  void note(const std::string& what) { says_ << "  " << what << '\n'; }
  void wrong(const std::string& what) {
    is_wrong_ = true;
    says_ << "  WRONG: " << what << '\n';
  }
  bool is_wrong() const { return is_wrong_; }

 private:
  std::ostream& says_;
  bool is_wrong_ = false;
};

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

void check_journal(Transaction& tx, Findings& findings) {
  const auto found = store::verify_journal(tx);
  if (!found.first_wrong.empty()) return findings.wrong(found.first_wrong);
  // On SQLite a block is written with the commit of its records, so a record without one was not written by the store.
  if (found.unsealed > 0) return findings.wrong("record " + to_string(found.first_unsealed) + " stands in no block");
  findings.note(fmt::format("journal: {} records in {} blocks; the last block's hash is {}", found.records,
                            found.blocks, hexadecimal(found.last_block_hash)));
}

void check_ledger(Transaction& tx, Findings& findings) {
  const auto altered = ledger::first_altered_record(tx);
  if (!altered.empty()) return findings.wrong(altered);
  findings.note("ledger: the transfers are those that the journal sealed");
}

void check_rules(Transaction& tx, Findings& findings) {
  std::size_t broken = 0;
  for (const auto& rule : town_invariants()) {
    const auto offender = tx.one<std::string>(*rule.broken_by);
    if (!offender) continue;
    ++broken;
    findings.wrong("the rule \"" + std::string(rule.rule) + "\" is broken by " + *offender);
  }
  if (broken == 0) findings.note(fmt::format("rules: all {} hold", town_invariants().size()));
}

/// Runs a check that may meet rows no program of ours has written.
template <class Check>
void run(Check check, Transaction& tx, Findings& findings) {
  try {
    check(tx, findings);
  } catch (const Defect& defect) {
    findings.wrong(std::string("what is stored cannot be read: ") + defect.what());
  }
}

void check_municipality(Transaction& tx, Findings& findings) {
  for (const auto check : {check_journal, check_ledger, check_rules}) run(check, tx, findings);
}

}  // namespace

int verify(const std::string& database, std::ostream& says) {
  const auto store = store::open_sqlite_for_reading({.path = database});
  Findings findings(says);
  try {
    std::vector<MunicipalityId> all;
    store->read({}, [&](Transaction& tx) {
      const auto damage = tx.one<std::string>(file_damage);
      if (damage && *damage != "ok") findings.wrong("the file is damaged: " + *damage);
      all = tx.all<MunicipalityId>(municipalities);
    });
    for (const auto& municipality : all) {
      says << "municipality " << to_string(municipality) << '\n';
      store->read(municipality, [&](Transaction& tx) { check_municipality(tx, findings); });
    }
  } catch (const store::Fenced& error) {
    findings.wrong(std::string("the file is damaged: ") + error.what());
  }
  says << database << (findings.is_wrong() ? " is wrong" : " is sound") << '\n';
  return findings.is_wrong() ? 1 : 0;
}

int backup(const std::string& database, const std::string& to, std::ostream& says) {
  int last_tenth = 0;
  store::backup_sqlite(database, to, [&](int done, int all) {
    const int tenth = all == 0 ? 10 : static_cast<int>(10L * done / all);
    if (tenth > last_tenth) says << tenth * 10 << " % of " << all << " pages" << '\n' << std::flush;
    last_tenth = tenth;
  });
  return verify(to, says);
}

}  // namespace emplooi
