#pragma once

#include <array>
#include <memory>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/changes.h"
#include "store/statement.h"

namespace emplooi::store {

namespace detail {

/// A noun may say which columns it is made of: `using Columns = std::tuple<...>`, in the order of its members.
template <class T>
concept Noun = requires {
  typename T::Columns;
};

template <class... Columns>
struct RowType {
  using Tuple = std::tuple<Columns...>;
  static Tuple make(Tuple&& columns) { return std::move(columns); }
  using Row = Tuple;
};
template <class Only>
struct RowType<Only> {
  using Tuple = std::tuple<Only>;
  using Row = Only;
  static Row make(Tuple&& columns) { return std::get<0>(std::move(columns)); }
};
template <Noun Only>
struct RowType<Only> {
  using Tuple = typename Only::Columns;
  using Row = Only;
  static Row make(Tuple&& columns) { return std::make_from_tuple<Only>(std::move(columns)); }
};

template <class Tuple, std::size_t... I>
Tuple read_tuple(Cursor& cursor, std::index_sequence<I...>) {
  return Tuple{cursor.get<std::tuple_element_t<I, Tuple>>(static_cast<int>(I))...};
}

}  // namespace detail

/// What an operation does its work through: rows of one municipality, the time and new ids. Nothing else may have an
/// effect, because an operation can be run again. Failing statements throw; being refused is the operation's own value.
class Transaction {
 public:
  virtual ~Transaction() = default;

  MunicipalityId municipality() const { return municipality_; }
  /// The instant of the command, the same during the whole transaction.
  Time now() const { return now_; }
  Date today() const { return local_date(now_); }
  /// The journal record that this transaction will leave.
  RecordId record() const { return record_; }

  template <class SomeId>
  SomeId new_id() {
    return SomeId(next_uuid());
  }
  /// Cryptographically random bytes (repeatable where the store was given a seed).
  virtual void randomise(std::span<std::uint8_t> bytes) = 0;

  /// The first row, if there is one: a tuple, or the value itself where one column (or a noun) is asked for.
  template <class... Columns, class... Arguments>
  auto one(const Statement& statement, const Arguments&... arguments) {
    using Type = detail::RowType<Columns...>;
    std::optional<typename Type::Row> found;
    auto cursor = open(statement, std::array<Parameter, sizeof...(Arguments)>{Parameter(arguments)...});
    if (cursor->next()) found = read<Type>(*cursor);
    return found;
  }

  /// All rows. Statements bound their own results (LIMIT) where a list can grow.
  template <class... Columns, class... Arguments>
  auto all(const Statement& statement, const Arguments&... arguments) {
    using Type = detail::RowType<Columns...>;
    std::vector<typename Type::Row> rows;
    auto cursor = open(statement, std::array<Parameter, sizeof...(Arguments)>{Parameter(arguments)...});
    while (cursor->next()) rows.push_back(read<Type>(*cursor));
    return rows;
  }

  /// Runs a statement that changes rows; returns how many.
  template <class... Arguments>
  std::int64_t run(const Statement& statement, const Arguments&... arguments) {
    return execute(statement, std::array<Parameter, sizeof...(Arguments)>{Parameter(arguments)...});
  }

  /// As run(), for a change whose count nobody asks for: it may be carried out together with a later statement. If it fails,
  /// so does the transaction.
  template <class... Arguments>
  void run_later(const Statement& statement, const Arguments&... arguments) {
    execute_later(statement, std::array<Parameter, sizeof...(Arguments)>{Parameter(arguments)...});
  }

  /// Adds to what the journal record seals besides request and answer (the ledger adds its transfers).
  void add_effect(std::string_view canonical_bytes) { effects_.append(canonical_bytes); }
  const std::string& effects() const { return effects_; }
  /// After the commit, nothing that this transaction deleted is to be left anywhere in the database's files.
  void scrub_after_commit() { scrubs_ = true; }
  bool scrubs() const { return scrubs_; }
  /// Numbers the effects of this transaction: 0, 1, 2.
  std::int64_t next_line() { return next_line_++; }
  /// What those who watch are told once this is committed.
  void announce(std::string_view kind, const Uuid& id) { changes_.push_back({kind, id}); }
  const std::vector<Change>& changes() const { return changes_; }

 protected:
  Transaction(MunicipalityId municipality, Time now) : municipality_(municipality), now_(now) {}

  virtual std::unique_ptr<Cursor> open(const Statement&, std::span<const Parameter>) = 0;
  virtual std::int64_t execute(const Statement&, std::span<const Parameter>) = 0;
  virtual void execute_later(const Statement& statement, std::span<const Parameter> arguments) {
    execute(statement, arguments);
  }
  virtual Uuid next_uuid() = 0;

  MunicipalityId municipality_;
  Time now_;
  RecordId record_;
  std::string effects_;
  std::int64_t next_line_ = 0;
  bool scrubs_ = false;
  std::vector<Change> changes_;

 private:
  template <class Type>
  static auto read(Cursor& cursor) {
    using Tuple = typename Type::Tuple;
    return Type::make(detail::read_tuple<Tuple>(cursor, std::make_index_sequence<std::tuple_size_v<Tuple>>()));
  }
};

}  // namespace emplooi::store

namespace emplooi {
using store::Transaction;
}
