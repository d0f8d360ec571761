#include "verify.h"

#include <ostream>

#include "base/check.h"
#include "ledger/ledger.h"
#include "store/copy.h"
#include "store/journal.h"
#include "store/open.h"
#include "store/sqlite_connection.h"
#include "town.h"

namespace emplooi {

namespace {

constexpr store::Statement file_damage{"verify.file_damage", "PRAGMA integrity_check(1)", true};

/// Whoever has records counts, whether or not a municipality is still registered under that id.
constexpr store::Statement municipalities{
    "verify.municipalities",
    "WITH RECURSIVE writes (id) AS ("
    "  SELECT (SELECT municipality_id FROM journal ORDER BY municipality_id LIMIT 1)"
    "  UNION ALL"
    "  SELECT (SELECT municipality_id FROM journal WHERE municipality_id > id ORDER BY municipality_id LIMIT 1)"
    "  FROM writes WHERE id IS NOT NULL"
    ") "
    "SELECT id FROM writes WHERE id IS NOT NULL "
    "UNION SELECT municipality_id FROM municipalities ORDER BY 1",
    true};

/// What was found so far, said line by line.
class Findings {
 public:
  Findings(std::ostream& says, bool is_file) : says_(says), is_file_(is_file) {}

  void note(const std::string& what) { says_ << "  " << what << '\n'; }
  void wrong(const std::string& what) {
    is_wrong_ = true;
    says_ << "  WRONG: " << what << '\n';
  }
  bool is_wrong() const { return is_wrong_; }
  bool is_file() const { return is_file_; }

 private:
  std::ostream& says_;
  const bool is_file_;
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
  // In a file a block is written with the commit of its records, so a record without one was not written by the store.
  if (found.unsealed > 0 && findings.is_file()) {
    return findings.wrong("record " + to_string(found.first_unsealed) + " stands in no block");
  }
  if (found.unsealed > 0) findings.note(fmt::format("journal: {} records wait for their block", found.unsealed));
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
  const auto store = store::open_for_reading(database);
  Findings findings(says, !store::is_postgres(database));
  try {
    std::vector<MunicipalityId> all;
    store->read({}, [&](Transaction& tx) {
      const auto damage = findings.is_file() ? tx.one<std::string>(file_damage) : std::nullopt;
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
  says << store::name_of_place(database) << (findings.is_wrong() ? " is wrong" : " is sound") << '\n';
  return findings.is_wrong() ? 1 : 0;
}

int copy_and_verify(const std::string& from, const std::string& to, std::ostream& says) {
  const auto place_in = [](const std::string& name) { return name.starts_with("sqlite:") ? name.substr(7) : name; };
  const auto source = place_in(from), target = place_in(to);
  store::copy_database(source, target, [&](const store::CopyProgress& progress) {
    says << progress.table << ' ' << progress.done << " of " << progress.all << '\n' << std::flush;
  });
  says << "copied; the rows are the same on both sides" << '\n' << std::flush;
  const int wrong_there = verify(source, says), wrong_here = verify(target, says);
  return wrong_there + wrong_here == 0 ? 0 : 1;
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
