#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "store/store.h"

namespace emplooi::testing {

struct TestDatabaseOptions {
  /// Null: the machine's clock.
  std::shared_ptr<const Clock> clock;
  std::optional<std::uint64_t> id_seed;
  /// Commits wait for the disk, as in town.
  bool durable = false;
};

/// Whether the tests of this run keep their rows in PostgreSQL: EMPLOOI_TEST_STORE names the cluster that
/// tests/postgres/cluster.sh started.
bool tests_use_postgres();

/// An empty database with the schema in it, for one test: a new SQLite file, or one of the test program's own databases on
/// PostgreSQL, which the next test gets emptied.
class TestDatabase {
 public:
  /// `file` is where it lies on SQLite.
  explicit TestDatabase(std::filesystem::path file);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  std::unique_ptr<store::Store> open(const TestDatabaseOptions& options = {}) const;
  std::unique_ptr<store::Store> open_for_reading() const;
  /// The file, or the URL that a server signs in with.
  const std::string& where() const { return where_; }
  /// The URL of its owner (PostgreSQL), whom row-level security does not bind.
  const std::string& owner() const { return owner_; }
  const std::string& superuser() const { return superuser_; }

 private:
  std::string where_;
  std::string owner_;
  std::string superuser_;
};

}  // namespace emplooi::testing

/// For what is about the SQLite file and nothing else.
#define ONLY_ON_SQLITE(why) \
  if (::emplooi::testing::tests_use_postgres()) GTEST_SKIP() << (why)
/// For what is about PostgreSQL and nothing else.
#define ONLY_ON_POSTGRES(why) \
  if (!::emplooi::testing::tests_use_postgres()) GTEST_SKIP() << (why)
