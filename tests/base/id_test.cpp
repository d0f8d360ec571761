#include "base/id.h"

#include <gtest/gtest.h>

#include <set>

#include "base/check.h"
#include "base/paging.h"
#include "support/town.h"

namespace emplooi {
namespace {

constexpr std::int64_t noon_us = 1'767'610'800'000'000;

TEST(Id, reads_the_canonical_text_in_either_case_and_nothing_else) {
  struct {
    const char* text;
    const char* read;
  } const table[] = {
      {"019b8b3d-7c00-7abc-8def-0123456789ab", "019b8b3d-7c00-7abc-8def-0123456789ab"},
      {"019B8B3D-7C00-7ABC-8DEF-0123456789AB", "019b8b3d-7c00-7abc-8def-0123456789ab"},
      {"00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"},
      {"", nullptr},
      {"019b8b3d7c007abc8def0123456789ab", nullptr},
      {"{19b8b3d-7c00-7abc-8def-0123456789ab}", nullptr},
      {"019b8b3d-7c00-7abc-8def-0123456789a", nullptr},
      {"019b8b3d-7c00-7abc-8def-0123456789abc", nullptr},
      {"019b8b3d-7c00-7abc-8def-0123456789ag", nullptr},
      {"019b8b3d-7c00-7abc-8def+0123456789ab", nullptr},
      {"019b8b3-d7c00-7abc-8def-0123456789ab", nullptr},
      {" 19b8b3d-7c00-7abc-8def-0123456789ab", nullptr},
      {"-19b8b3d-7c00-7abc-8def-0123456789ab", nullptr},
  };
  for (const auto& row : table) {
    const auto id = parse_uuid(row.text);
    ASSERT_EQ(id.has_value(), row.read != nullptr) << row.text;
    if (row.read) {
      EXPECT_EQ(to_string(*id), row.read);
    }
  }
  EXPECT_THROW(VoucherId::of("no id"), Defect);
  EXPECT_TRUE(VoucherId().is_nil());
}

TEST(Id, is_a_version_7_uuid_of_its_millisecond) {
  IdSource ids;
  const auto text = to_string(ids.next(noon_us));
  EXPECT_EQ(text.substr(0, 15), "019b8dd0-5780-7") << text;
  EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos) << text;
}

TEST(Id, sorts_by_birth_within_a_millisecond_and_when_the_clock_steps_back) {
  IdSource ids;
  Uuid last;
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t steps_back = i % 1000 == 999 ? 5'000'000 : 0;
    const auto next = ids.next(noon_us + i / 10 - steps_back);
    ASSERT_LT(last, next) << i;
    last = next;
  }
}

TEST(Id, is_repeatable_with_a_seed_and_never_without) {
  IdSource seeded(7), seeded_too(7), other(8), strong, strong_too;
  for (int i = 0; i < 100; ++i) {
    const auto id = seeded.next(noon_us);
    EXPECT_EQ(id, seeded_too.next(noon_us));
    EXPECT_NE(id, other.next(noon_us));
    EXPECT_NE(strong.next(noon_us), strong_too.next(noon_us));
  }
}

TEST(Id, a_source_fills_any_number_of_bytes) {
  IdSource ids(7);
  std::array<std::uint8_t, 21> bytes{};
  ids.fill(std::span(bytes).first(0));
  ids.fill(std::span(bytes).first(19));
  EXPECT_EQ(bytes[19], 0);
  EXPECT_EQ(bytes[20], 0);
  EXPECT_GT(std::set<int>(bytes.begin(), bytes.end()).size(), 10u);
}

TEST(Paging, has_fifty_items_unless_asked_otherwise_and_continues_after_its_token) {
  base::v1::Page page;
  EXPECT_EQ(paging_of(page)->size, 50);
  EXPECT_EQ(paging_of(page)->limit(), 51);
  page.set_size(2);
  page.set_token("019b8b3d-7c00-7abc-8def-0123456789ab");
  EXPECT_EQ(paging_of(page)->size, 2);
  EXPECT_EQ(to_string(paging_of(page)->after), page.token());
  page.set_token("the second page, please");
  EXPECT_EQ(paging_of(page).error().refusal, REFUSAL_PAGE_TOKEN_INVALID);
}

TEST(Paging, cuts_the_row_that_tells_of_a_next_page) {
  IdSource ids(7);
  const std::vector<Uuid> all = {ids.next(noon_us), ids.next(noon_us), ids.next(noon_us)};
  const auto itself = [](const Uuid& id) { return id; };
  struct {
    int size;
    std::size_t kept;
    std::string token;
  } const table[] = {{1, 1, to_string(all[0])}, {2, 2, to_string(all[1])}, {3, 3, ""}, {4, 3, ""}};
  for (const auto& row : table) {
    auto rows = all;
    EXPECT_EQ(cut_to_page(rows, Paging{row.size, {}}, itself), row.token) << row.size;
    EXPECT_EQ(rows.size(), row.kept) << row.size;
  }
}

}  // namespace
}  // namespace emplooi
