#include "demo/demo.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "verify.h"

namespace emplooi {
namespace {

/// The first whole part of the report after `title`, up to the next empty line.
std::string paragraph_after(const std::string& text, const std::string& title) {
  const auto begin = text.find(title);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find("\n\n", begin) - begin);
}

int count_of(const std::string& text, const std::string& part) {
  int count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// Two years of Tilburg-Noord through the operations of the API, as `emplooi demo` plays them.
TEST(Demo, ReplaysTheProjectOfTilburgNoordToTheCent) {
  const auto folder = std::filesystem::temp_directory_path() / "emplooi-demo-test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::ostringstream printed;
  demo::build({.path = folder / "emplooi.sqlite"}, printed);
  const std::string text = printed.str();

  // Seed 1, §4.2, as computed from the stored records.
  const auto tracks = paragraph_after(text, "track           participants");
  EXPECT_EQ(tracks,
            "track           participants   outflow to work    persons\n"
            "orientation               42   regular                 29\n"
            "activation                42   subsidised              23\n"
            "placement                 51   voluntary               18\n"
            "all                      135   all                     70");
  // 25 months, of which the municipality's budgets paid something in each.
  const auto project = text.substr(0, text.find("Tilburg-Noord, naloop"));
  EXPECT_EQ(count_of(project, "  Gemeente Tilburg (demo)"), 25);
  EXPECT_EQ(count_of(text, "The books balance."), 2);

  std::ostringstream verified;
  EXPECT_EQ(verify(folder / "emplooi.sqlite", verified), 0) << verified.str();
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace emplooi
