#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"

namespace emplooi::store {

/// One named SQL text of a domain's .sql file, the same for every engine. `$1` is always the municipality of the
/// transaction, bound by the store itself, so that no operation can reach another municipality's rows; the arguments of
/// a call begin at `$2`. A statement marked `shared` works on reference tables and binds its arguments from `$1`.
struct Statement {
  std::string_view name;
  std::string_view sql;
  bool shared = false;
};

/// Bytes that are not text.
struct Bytes {
  std::string value;
};

/// What is bound to a parameter; refers to the argument, so it lives no longer than the call.
class Parameter {
 public:
  struct BytesView {
    std::string_view value;
  };
  /// A day has no text of its own to refer to.
  using DateText = std::array<char, 10>;
  using Value = std::variant<std::nullptr_t, std::int64_t, std::string_view, BytesView, DateText>;

  /// What the column holds, also where the value is null; `any` only for a null that says nothing else.
  enum class Type { any, integer, text, bytes };

  Parameter(std::nullptr_t) : value_(nullptr) {}
  Parameter(bool value) : value_(std::int64_t{value}) {}
  Parameter(std::int32_t value) : value_(std::int64_t{value}) {}
  Parameter(std::int64_t value) : value_(value) {}
  Parameter(Cents value) : value_(value.value) {}
  Parameter(Time value) : value_(to_us(value)) {}
  Parameter(Date value) : value_(text_of(value)) {}
  Parameter(std::string_view value) : value_(value) {}
  Parameter(const std::string& value) : value_(std::string_view(value)) {}
  Parameter(const char* value) : value_(std::string_view(value)) {}
  Parameter(const Bytes& value) : value_(BytesView{value.value}) {}
  Parameter(const Uuid& id) : value_(bytes_of(id)) {}
  template <class T>
  Parameter(const std::optional<T>& value) : Parameter(value ? Parameter(*value) : null_of<T>()) {}

  const Value& value() const { return value_; }
  Type type() const {
    switch (value_.index()) {
      case 0:
        return null_type_;
      case 1:
        return Type::integer;
      case 3:
        return Type::bytes;
      default:
        return Type::text;
    }
  }

 private:
  template <class T>
  static Parameter null_of() {
    Parameter null(nullptr);
    constexpr bool is_bytes = std::is_base_of_v<Uuid, T> || std::is_same_v<T, Bytes>;
    constexpr bool is_text = std::is_same_v<T, Date> || std::is_convertible_v<T, std::string_view>;
    null.null_type_ = is_bytes ? Type::bytes : is_text ? Type::text : Type::integer;
    return null;
  }
  static BytesView bytes_of(const Uuid& id) {
    return {{reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()}};
  }
  static DateText text_of(Date day) {
    DateText text;
    to_string(day).copy(text.data(), text.size());
    return text;
  }
  Value value_;
  Type null_type_ = Type::any;
};

/// The rows of a running statement, read column by column. Reading a column as another type is a defect.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual bool next() = 0;
  virtual bool is_null(int column) = 0;
  virtual std::int64_t integer(int column) = 0;
  virtual std::string_view text(int column) = 0;
  virtual std::string_view bytes(int column) = 0;

  template <class T>
  T get(int column);
};

namespace detail {

Uuid uuid_from(std::string_view bytes);
Date date_from(std::string_view text);
std::int32_t int32_from(std::int64_t number);

template <class T>
struct ReadColumn {
  static T from(Cursor& cursor, int column) {
    static_assert(std::is_base_of_v<Uuid, T>, "this type is not a column type");
    return T(uuid_from(cursor.bytes(column)));
  }
};
template <>
struct ReadColumn<std::int64_t> {
  static std::int64_t from(Cursor& cursor, int column) { return cursor.integer(column); }
};
template <>
struct ReadColumn<std::int32_t> {
  static std::int32_t from(Cursor& cursor, int column) { return int32_from(cursor.integer(column)); }
};
template <>
struct ReadColumn<bool> {
  static bool from(Cursor& cursor, int column) { return cursor.integer(column) != 0; }
};
template <>
struct ReadColumn<Cents> {
  static Cents from(Cursor& cursor, int column) { return {cursor.integer(column)}; }
};
template <>
struct ReadColumn<Time> {
  static Time from(Cursor& cursor, int column) { return time_from_us(cursor.integer(column)); }
};
template <>
struct ReadColumn<Date> {
  static Date from(Cursor& cursor, int column) { return date_from(cursor.text(column)); }
};
template <>
struct ReadColumn<std::string> {
  static std::string from(Cursor& cursor, int column) { return std::string(cursor.text(column)); }
};
template <>
struct ReadColumn<Bytes> {
  static Bytes from(Cursor& cursor, int column) { return {std::string(cursor.bytes(column))}; }
};
template <class T>
struct ReadColumn<std::optional<T>> {
  static std::optional<T> from(Cursor& cursor, int column) {
    if (cursor.is_null(column)) return std::nullopt;
    return ReadColumn<T>::from(cursor, column);
  }
};

}  // namespace detail

template <class T>
T Cursor::get(int column) {
  return detail::ReadColumn<T>::from(*this, column);
}

}  // namespace emplooi::store
