#include "support/database.h"

#include <stdlib.h>
#include <unistd.h>

#include <map>
#include <mutex>
#include <vector>

#include "store/postgres_store.h"
#include "store/sqlite_store.h"
#include "support/kept_reader.h"
#include "support/raw_postgres.h"
#include "support/statements.h"

namespace emplooi::testing {

namespace {

/// The folder of the cluster's socket; empty for SQLite. Taken out of the environment, where the program would look for a
/// setting of that name.
const std::string& cluster() {
  static const std::string folder = [] {
    const char* set = ::getenv("EMPLOOI_TEST_STORE");
    std::string found = set ? set : "";
    ::unsetenv("EMPLOOI_TEST_STORE");
    return found;
  }();
  return folder;
}

std::string url(const std::string& role, const std::string& database) {
  return "postgresql://" + role + "@/" + database + "?host=" + cluster();
}

/// Prepares and empties the databases; it may do anything.
RawPostgres superuser(const std::string& database) { return RawPostgres(url("postgres", database)); }

/// What is opened once for a database and stays warm.
struct Kept {
  std::unique_ptr<RawPostgres> superuser;
  std::unique_ptr<store::Store> reader;
};

/// The databases of this program, made from the template when one more is needed.
class Databases {
 public:
  ~Databases() {
    for (auto& [name, kept] : all_) {
      kept = {};
      try {
        superuser("postgres").run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      } catch (const std::exception&) {
        // The cluster goes with all that is in it.
      }
    }
  }

  std::string take() {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      auto name = std::move(free_.back());
      free_.pop_back();
      try {
        empty(name);
      } catch (const std::runtime_error&) {
        // The test before may have ended all sessions.
        all_[name] = {};
        empty(name);
      }
      return name;
    }
    auto name = "test_" + std::to_string(::getpid()) + '_' + std::to_string(all_.size());
    superuser("postgres").run("CREATE DATABASE " + name + " TEMPLATE emplooi_template");
    all_[name] = {};
    return name;
  }

  store::Store& reader(const std::string& name) {
    const std::lock_guard lock(mutex_);
    auto& reader = all_.at(name).reader;
    if (!reader) reader = store::open_postgres_for_reading({.url = url("emplooi_server", name)});
    return *reader;
  }

  void give_back(std::string name) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(name));
  }

 private:
  /// DELETE, not TRUNCATE, which would make new files for each of the tables.
  void empty(const std::string& name) {
    auto& connection = all_.at(name).superuser;
    if (!connection) connection = std::make_unique<RawPostgres>(superuser(name));
    static const std::string sql = connection->run(
        "SELECT 'SET session_replication_role = replica; ' || string_agg(format('DELETE FROM %I;', relname), ' ') "
        "FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'schema_migrations'");
    connection->run(sql);
  }

  std::mutex mutex_;
  std::map<std::string, Kept> all_;
  std::vector<std::string> free_;
};

Databases& databases() {
  static Databases all;
  return all;
}

std::string database_in(const std::string& where) {
  const auto begin = where.find("@/") + 2;
  return where.substr(begin, where.find('?') - begin);
}

}  // namespace

bool tests_use_postgres() { return !cluster().empty(); }

TestDatabase::TestDatabase(std::filesystem::path file) : where_(file.string()) {
  if (!tests_use_postgres()) return;
  const auto name = databases().take();
  where_ = url("emplooi_server", name);
  owner_ = url("emplooi_owner", name);
  superuser_ = url("postgres", name);
}

TestDatabase::~TestDatabase() {
  if (tests_use_postgres()) databases().give_back(database_in(where_));
}

std::unique_ptr<store::Store> TestDatabase::open(const TestDatabaseOptions& options) const {
  if (tests_use_postgres()) {
    return store::open_postgres({.url = where_,
                                 .clock = options.clock,
                                 .id_seed = options.id_seed,
                                 .durable = options.durable,
                                 .on_first_use = note_statement});
  }
  return store::open_sqlite({.path = where_,
                             .clock = options.clock,
                             .id_seed = options.id_seed,
                             .durable = options.durable,
                             .on_first_use = note_statement});
}

store::Store& kept_reader(const TestDatabase& database) { return databases().reader(database_in(database.where())); }

std::unique_ptr<store::Store> TestDatabase::open_for_reading() const {
  if (tests_use_postgres()) return store::open_postgres_for_reading({.url = where_});
  return store::open_sqlite_for_reading({.path = where_});
}

}  // namespace emplooi::testing
