#include "base/outcome.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>

#include "base/check.h"

namespace emplooi {

namespace {

struct Entry {
  std::string name;
  base::v1::RefusalKind kind;
};

const std::unordered_map<int, Entry>& entries() {
  static const auto all = [] {
    std::unordered_map<int, Entry> made;
    const auto* descriptor = base::v1::Refusal_descriptor();
    for (int i = 0; i < descriptor->value_count(); ++i) {
      const auto* value = descriptor->value(i);
      std::string name = value->name().substr(std::string_view("REFUSAL_").size());
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      made.emplace(value->number(), Entry{std::move(name), value->options().GetExtension(base::v1::kind)});
    }
    return made;
  }();
  return all;
}

}  // namespace

std::string_view name_of(Refusal refusal) { return entries().at(refusal).name; }

base::v1::RefusalKind kind_of(Refusal refusal) { return entries().at(refusal).kind; }

void throw_exception_from_error(const Refused& refused, const boost::source_location& where) {
  throw Defect("the value of a refused outcome was read: " + std::string(name_of(refused.refusal)) + " at " +
               where.to_string());
}

}  // namespace emplooi
