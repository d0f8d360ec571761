#include "store/copy.h"

#include <sqlite3.h>

#include <algorithm>
#include <deque>
#include <set>

#include "base/check.h"
#include "store/copy_side.h"
#include "store/journal.h"
#include "store/migrate.h"

namespace emplooi::store {

namespace {

/// Rows of one commit; what is done twice at most where a copy goes on.
constexpr int rows_a_commit = 2'000;

/// A value of a row, whatever it is.
struct Value {
  Parameter::Type type = Parameter::Type::any;
  std::int64_t number = 0;
  /// Of text too.
  Bytes bytes{};
};
using Row = std::vector<Value>;

struct Column {
  std::string name;
  Parameter::Type type;
  /// Its place in the primary key, from 1; 0: none.
  int key_place;
};

/// A statement with the text that it is made of.
struct Said {
  void say(std::string said, bool of_municipality) {
    text = std::move(said);
    statement = {"copy", text, !of_municipality};
  }
  std::string text;
  Statement statement;
};

/// A table, and what is said to both sides about it. `$1` is the municipality where rows have one.
class Table {
 public:
  Table(std::string name, std::vector<Column> columns) : name_(std::move(name)), columns_(std::move(columns)) {
    has_municipality_ = std::any_of(columns_.begin(), columns_.end(),
                                    [](const Column& column) { return column.name == "municipality_id"; }) &&
                        name_ != "municipalities";
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].key_place > 0 && !is_municipality(i)) key_.push_back(i);
    }
    std::sort(key_.begin(), key_.end(),
              [&](std::size_t a, std::size_t b) { return columns_[a].key_place < columns_[b].key_place; });
    write_statements();
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  const std::string& name() const { return name_; }
  bool has_municipality() const { return has_municipality_; }

  std::int64_t count(CopySide& side) const {
    const auto rows = side.open(count_.statement, {});
    ensure(rows->next(), "COUNT has a row");
    return rows->get<std::int64_t>(0);
  }
  /// Those after that row, or the first, in the order of their keys; at most `rows_a_commit`.
  std::vector<Row> after(CopySide& side, const std::optional<Row>& last) const {
    if (!last) return read(*side.open(first_.statement, {}));
    if (key_.empty()) return {};
    std::vector<Parameter> key;
    for (const auto place : key_) key.push_back(parameter_of((*last)[place]));
    return read(*side.open(after_.statement, key));
  }
  std::optional<Row> last(CopySide& side) const {
    auto rows = read(*side.open(last_.statement, {}));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
  }
  void add(CopySide& side, const Row& row) const {
    std::vector<Parameter> values;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!is_municipality(i)) values.push_back(parameter_of(row[i]));
    }
    side.add(insert_.statement, values);
  }

 private:
  void write_statements() {
    const auto from = " FROM " + name_ + (has_municipality_ ? " WHERE municipality_id = $1" : "");
    const std::string and_key = has_municipality_ ? " AND (" : " WHERE (";
    const auto select = "SELECT " + names(true) + from;
    const auto limit = " LIMIT " + std::to_string(rows_a_commit);
    count_.say("SELECT COUNT(*)" + from, has_municipality_);
    first_.say(select + order("") + limit, has_municipality_);
    last_.say(select + order(" DESC") + " LIMIT 1", has_municipality_);
    after_.say(select + and_key + key_names("") + ") > (" + parameters(key_.size()) + ')' + order("") + limit,
               has_municipality_);
    const auto others = columns_.size() - (has_municipality_ ? 1 : 0);
    const std::string first_names = has_municipality_ ? "municipality_id, " : "";
    const std::string first_values = has_municipality_ ? "$1, " : "";
    insert_.say("INSERT INTO " + name_ + " (" + first_names + names(false) + ") VALUES (" + first_values +
                    parameters(others) + ')',
                has_municipality_);
  }
  bool is_municipality(std::size_t place) const {
    return has_municipality_ && columns_[place].name == "municipality_id";
  }
  std::string names(bool with_municipality) const {
    std::string all;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (with_municipality || !is_municipality(i)) all += (all.empty() ? "" : ", ") + columns_[i].name;
    }
    return all;
  }
  std::string key_names(const std::string& suffix) const {
    std::string all;
    for (const auto place : key_) all += (all.empty() ? "" : ", ") + columns_[place].name + suffix;
    return all;
  }
  std::string order(const std::string& direction) const {
    return key_.empty() ? "" : " ORDER BY " + key_names(direction);
  }
  std::string parameters(std::size_t count) const {
    std::string all;
    const std::size_t first = has_municipality_ ? 2 : 1;
    for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "$" : ", $") + std::to_string(first + i);
    return all;
  }
  std::vector<Row> read(Cursor& cursor) const {
    std::vector<Row> rows;
    while (cursor.next()) {
      auto& row = rows.emplace_back(columns_.size());
      for (std::size_t i = 0; i < columns_.size(); ++i) row[i] = value_of(cursor, static_cast<int>(i));
    }
    return rows;
  }
  Value value_of(Cursor& cursor, int place) const {
    if (cursor.is_null(place)) return {};
    const auto type = columns_[static_cast<std::size_t>(place)].type;
    if (type == Parameter::Type::integer) return {type, cursor.integer(place), {}};
    return {type, 0, {std::string(type == Parameter::Type::text ? cursor.text(place) : cursor.bytes(place))}};
  }
  static Parameter parameter_of(const Value& value) {
    switch (value.type) {
      case Parameter::Type::integer:
        return value.number;
      case Parameter::Type::text:
        return value.bytes.value;
      case Parameter::Type::bytes:
        return value.bytes;
      default:
        return nullptr;
    }
  }

  const std::string name_;
  const std::vector<Column> columns_;
  bool has_municipality_ = false;
  /// The primary key without the municipality: places of columns.
  std::vector<std::size_t> key_;
  Said count_, first_, last_, after_, insert_;
};

/// Who may do what for now is nobody's any more.
const std::set<std::string> left_behind = {"leases"};

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};

/// What the schema says of itself, asked of an empty database: the same for both engines.
class Schema {
 public:
  Schema() {
    sqlite3* opened = nullptr;
    ensure(sqlite3_open(":memory:", &opened) == SQLITE_OK, "memory can be had");
    database_.reset(opened);
    for (const auto& step : migrations()) {
      const auto sql = in_dialect(step.sql, {"INTEGER", "BLOB", "STRICT, WITHOUT ROWID"});
      ensure(sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, "the schema can be made");
    }
  }

  /// In the order in which they were made: what a table refers to stands before it.
  std::deque<Table> tables() {
    std::deque<Table> all;
    for (const auto& [name] : rows<1>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")) {
      if (left_behind.contains(name)) continue;
      std::vector<Column> columns;
      for (const auto& [column, type, place] :
           rows<3>("SELECT name, type, pk FROM pragma_table_info('" + name + "')")) {
        columns.push_back({column,
                           type == "INTEGER" ? Parameter::Type::integer
                           : type == "TEXT"  ? Parameter::Type::text
                                             : Parameter::Type::bytes,
                           std::stoi(place)});
      }
      all.emplace_back(name, std::move(columns));
    }
    return all;
  }

 private:
  template <std::size_t columns>
  std::vector<std::array<std::string, columns>> rows(const std::string& sql) {
    std::vector<std::array<std::string, columns>> all;
    sqlite3_stmt* statement = nullptr;
    ensure(sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &statement, nullptr) == SQLITE_OK,
           "the schema is read");
    while (sqlite3_step(statement) == SQLITE_ROW) {
      auto& row = all.emplace_back();
      for (std::size_t i = 0; i < columns; ++i) {
        row[i] = reinterpret_cast<const char*>(sqlite3_column_text(statement, static_cast<int>(i)));
      }
    }
    sqlite3_finalize(statement);
    return all;
  }

  std::unique_ptr<sqlite3, CloseDatabase> database_;
};

/// What all rows of a table, in the order of their keys, come to.
class Digest {
 public:
  void add(const Row& row) {
    for (const auto& value : row) {
      // The length before each part, so that no two rows look alike.
      text_ += fmt::format("{}:{}:{}:", static_cast<int>(value.type), value.number, value.bytes.value.size());
      text_ += value.bytes.value;
    }
    ++rows_;
    if (text_.size() > 65'536) fold();
  }
  std::pair<std::int64_t, Hash> result() {
    fold();
    return {rows_, hash_};
  }

 private:
  void fold() {
    text_.insert(text_.begin(), hash_.begin(), hash_.end());
    hash_ = sha256(text_);
    text_.clear();
  }

  std::int64_t rows_ = 0;
  Hash hash_{};
  std::string text_;
};

std::pair<std::int64_t, Hash> digest_of(CopySide& side, const Table& table, MunicipalityId municipality) {
  Digest digest;
  side.begin(municipality);
  auto rows = table.after(side, std::nullopt);
  while (!rows.empty()) {
    for (const auto& row : rows) digest.add(row);
    rows = table.after(side, rows.back());
  }
  side.commit();
  return digest.result();
}

class Copy {
 public:
  Copy(const std::string& from, const std::string& to, const std::function<void(const CopyProgress&)>& progress)
      : from_(side_to_read(from)), to_(side_to_write(to)), progress_(progress) {}

  void run() {
    const auto all = municipalities(*from_);
    for (const auto& municipality : municipalities(*to_)) {
      if (!all.contains(municipality)) throw Unavailable("the target holds another municipality");
    }
    for (const auto& municipality : all) from_->seal(municipality);
    for_each(all, [this](const Table& table, MunicipalityId municipality) { copy(table, municipality); });
    for_each(all, [this](const Table& table, MunicipalityId municipality) { compare(table, municipality); });
  }

 private:
  static std::set<MunicipalityId> municipalities(CopySide& side) {
    static constexpr Statement all{"copy.municipalities", "SELECT municipality_id FROM municipalities", true};
    std::set<MunicipalityId> found;
    side.begin(MunicipalityId());
    {
      const auto rows = side.open(all, {});
      while (rows->next()) found.insert(rows->get<MunicipalityId>(0));
    }
    side.commit();
    return found;
  }

  template <class Work>
  void for_each(const std::set<MunicipalityId>& all, Work work) {
    for (const auto& table : tables_) {
      if (!table.has_municipality()) work(table, MunicipalityId());
    }
    for (const auto& municipality : all) {
      for (const auto& table : tables_) {
        if (table.has_municipality()) work(table, municipality);
      }
    }
  }

  void copy(const Table& table, MunicipalityId municipality) {
    from_->begin(municipality);
    to_->begin(municipality);
    const auto all = table.count(*from_);
    auto last = table.last(*to_);
    auto done = table.count(*to_);
    to_->commit();
    auto rows = table.after(*from_, last);
    while (!rows.empty()) {
      to_->begin(municipality);
      for (const auto& row : rows) table.add(*to_, row);
      to_->commit();
      done += static_cast<std::int64_t>(rows.size());
      progress_({table.name(), done, all});
      rows = table.after(*from_, rows.back());
    }
    from_->commit();
  }

  void compare(const Table& table, MunicipalityId municipality) {
    if (digest_of(*from_, table, municipality) == digest_of(*to_, table, municipality)) return;
    throw Unavailable("the rows of " + table.name() +
                      " differ: the source was written meanwhile, or the target held something else");
  }

  const std::unique_ptr<CopySide> from_;
  const std::unique_ptr<CopySide> to_;
  const std::function<void(const CopyProgress&)>& progress_;
  const std::deque<Table> tables_ = Schema().tables();
};

}  // namespace

void copy_database(const std::string& from, const std::string& to,
                   const std::function<void(const CopyProgress&)>& progress) {
  Copy(from, to, progress).run();
}

}  // namespace emplooi::store
