#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace emplooi::matching::files {

/// A file that cannot be read as what it should be: says where in it, and what is wrong. Never repeats a value.
class BadFile : public std::runtime_error {
 public:
  BadFile(const std::string& path, const std::string& says) : std::runtime_error(path + " " + says) {}
};

/// One value of a JSON text, which knows where it stands. Everything throws BadFile where the text is not as asked for.
class Node {
 public:
  Node(const boost::json::value& value, std::string path) : value_(&value), path_(std::move(path)) {}

  /// A member that must be there, and one that may be; null counts as not there.
  Node at(std::string_view key) const;
  std::optional<Node> find(std::string_view key) const;
  /// The elements of an array of at most `most`.
  std::vector<Node> list(std::size_t most) const;
  /// The members of an object of at most `most`, with their keys.
  std::vector<std::pair<std::string, Node>> members(std::size_t most) const;
  /// A whole number (also written as 3.0), or any; both ends included.
  std::int64_t whole(std::int64_t least, std::int64_t most) const;
  double number(double least, double most) const;
  bool truth() const;
  std::string text(std::size_t longest = 200) const;
  /// The keys must be among these.
  void only(std::initializer_list<std::string_view> keys) const;
  const std::string& path() const { return path_; }
  [[noreturn]] void fail(const std::string& says) const;

 private:
  const boost::json::object& object() const;

  const boost::json::value* value_;
  std::string path_;
};

/// Parses a text of at most 256 MiB, at most 32 levels deep.
boost::json::value parse(std::string_view text);

}  // namespace emplooi::matching::files
