#include "matching/files/json.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

namespace emplooi::matching::files {

namespace {

constexpr std::size_t longest_text = std::size_t{256} << 20;

}  // namespace

void Node::fail(const std::string& says) const { throw BadFile(path_, says); }

const boost::json::object& Node::object() const {
  if (!value_->is_object()) fail("must be an object");
  return value_->get_object();
}

std::optional<Node> Node::find(std::string_view key) const {
  const auto* found = object().if_contains({key.data(), key.size()});
  if (found == nullptr || found->is_null()) return {};
  return Node(*found, path_ + "." + std::string(key));
}

Node Node::at(std::string_view key) const {
  auto found = find(key);
  if (!found) throw BadFile(path_ + "." + std::string(key), "is missing");
  return *found;
}

std::vector<Node> Node::list(std::size_t most) const {
  if (!value_->is_array()) fail("must be a list");
  const auto& array = value_->get_array();
  if (array.size() > most) fail("is longer than " + std::to_string(most));
  std::vector<Node> nodes;
  nodes.reserve(array.size());
  for (std::size_t i = 0; i < array.size(); ++i) nodes.emplace_back(array[i], path_ + "[" + std::to_string(i) + "]");
  return nodes;
}

std::vector<std::pair<std::string, Node>> Node::members(std::size_t most) const {
  if (object().size() > most) fail("has more than " + std::to_string(most) + " members");
  std::vector<std::pair<std::string, Node>> members;
  for (const auto& member : object()) {
    members.emplace_back(std::string(member.key()), Node(member.value(), path_ + "." + std::to_string(members.size())));
  }
  return members;
}

double Node::number(double least, double most) const {
  if (!value_->is_number()) fail("must be a number");
  const auto number = value_->to_number<double>();
  if (!(least <= number && number <= most)) fail("is out of bounds");
  return number;
}

std::int64_t Node::whole(std::int64_t least, std::int64_t most) const {
  const double read = number(static_cast<double>(least), static_cast<double>(most));
  if (read != std::floor(read)) fail("must be a whole number");
  return static_cast<std::int64_t>(read);
}

bool Node::truth() const {
  if (!value_->is_bool()) fail("must be true or false");
  return value_->get_bool();
}

std::string Node::text(std::size_t longest) const {
  if (!value_->is_string()) fail("must be a text");
  const auto& string = value_->get_string();
  if (string.size() > longest) fail("is longer than " + std::to_string(longest) + " bytes");
  return {string.data(), string.size()};
}

void Node::only(std::initializer_list<std::string_view> keys) const {
  for (const auto& member : object()) {
    const std::string_view key(member.key().data(), member.key().size());
    // What a file names itself is not repeated: it may be personal.
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) fail("has a member that is not known here");
  }
}

boost::json::value parse(std::string_view text) {
  if (text.size() > longest_text) throw BadFile("file", "is larger than 256 MiB");
  boost::json::error_code error;
  auto value = boost::json::parse({text.data(), text.size()}, error);
  if (error) throw BadFile("file", "is not JSON: " + error.message());
  return value;
}

}  // namespace emplooi::matching::files
