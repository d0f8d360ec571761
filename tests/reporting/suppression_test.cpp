#include "reporting/suppression.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

namespace emplooi::reporting {
namespace {

using Persons = std::vector<std::int64_t>;

std::int64_t sum(const Persons& persons) { return std::accumulate(persons.begin(), persons.end(), std::int64_t{0}); }

/// What is published: numbers, and "-" for what is hidden; the total last.
std::string published(const Persons& persons, std::int64_t fewest, Overlap overlap = Overlap::none,
                      std::int64_t total = -1) {
  if (total < 0) total = sum(persons);
  const auto row = suppress(persons, total, fewest, overlap);
  std::string text;
  for (std::size_t i = 0; i < persons.size(); ++i) text += (row.cells[i] ? "-" : std::to_string(persons[i])) + " ";
  return text + "= " + (row.total ? "-" : std::to_string(total));
}

TEST(Suppress, hides_small_cells_and_what_would_give_them_away) {
  struct {
    Persons persons;
    const char* published;
  } const table[] = {
      {{}, "= 0"},
      {{0, 0, 0}, "0 0 0 = 0"},
      {{42, 42, 51}, "42 42 51 = 135"},
      {{10, 10, 10}, "10 10 10 = 30"},
      {{9, 42, 51}, "- - 51 = 102"},
      {{42, 42, 9}, "42 - - = 93"},
      {{42, 9, 51}, "42 - - = 102"},
      {{9, 8, 51}, "- - 51 = 68"},
      {{9, 42, 8}, "- - - = 59"},
      {{9, 10, 12, 8}, "- - - - = 39"},
      // Seven together are few too.
      {{3, 4, 51}, "- - - = 58"},
      // An empty cell is a fact, unless it is needed to hide behind.
      {{0, 12, 40}, "0 12 40 = 52"},
      {{3, 0, 40}, "- - - = 43"},
      {{0, 3, 40}, "0 - - = 43"},
      // A total of few people is hidden with all of its row.
      {{3, 4, 0}, "- - - = -"},
      {{1}, "- = -"},
      {{12}, "12 = 12"},
      {{5, 5}, "- - = 10"},
  };
  for (const auto& row : table) EXPECT_EQ(published(row.persons, 10), row.published);
}

TEST(Suppress, is_milder_inside_the_municipality) {
  EXPECT_EQ(published({4, 5, 9}, 5), "- - 9 = 18");
  EXPECT_EQ(published({5, 6, 9}, 5), "5 6 9 = 20");
  for (const Role role : {ROLE_ADMINISTRATOR, ROLE_COORDINATOR, ROLE_CASE_MANAGER, ROLE_COACH}) {
    EXPECT_EQ(audience_of({.role = role, .reach = REACH_MUNICIPALITY}).fewest, 5);
  }
  for (const Role role :
       {ROLE_CORPORATION_BUYER, ROLE_CORPORATION_FINANCE, ROLE_FUNDER_FINANCE, ROLE_AUDITOR, ROLE_CLIENT_COUNCIL}) {
    EXPECT_EQ(audience_of({.role = role, .reach = REACH_MUNICIPALITY}).fewest, 10);
  }
}

TEST(Suppress, does_not_add_up_people_who_may_be_the_same) {
  struct {
    Persons persons;
    std::int64_t total;
    const char* published;
  } const table[] = {
      // Six and six may be the same six: only a cell of ten protects them.
      {{6, 6, 30, 40}, 60, "- - - 40 = 60"},
      {{30, 6, 40, 6}, 60, "30 - - - = 60"},
      {{6, 6}, 12, "- - = 12"},
      {{6, 6}, 6, "- - = -"},
      {{12, 12}, 12, "12 12 = 12"},
  };
  for (const auto& row : table) {
    EXPECT_EQ(published(row.persons, 10, Overlap::possible, row.total), row.published);
  }
}

TEST(Suppress, leaves_no_small_group_to_be_found_by_subtraction) {
  std::mt19937 random(20020501);
  for (int i = 0; i < 50'000; ++i) {
    Persons persons(1 + random() % 12);
    for (auto& cell : persons) cell = random() % (random() % 2 ? 13 : 60);
    const auto row = suppress(persons, sum(persons), 10, Overlap::none);
    std::int64_t rest = sum(persons);
    for (std::size_t k = 0; k < persons.size(); ++k) {
      if (row.cells[k]) continue;
      EXPECT_TRUE(persons[k] == 0 || persons[k] >= 10);
      rest -= persons[k];
    }
    if (row.total) continue;
    EXPECT_TRUE(sum(persons) == 0 || sum(persons) >= 10);
    EXPECT_TRUE(rest == 0 || rest >= 10) << published(persons, 10);
    EXPECT_NE(std::count(row.cells.begin(), row.cells.end(), true), 1);
  }
}

/// Every row of cells up to `most`.
std::vector<Persons> all_rows(std::size_t size, std::int64_t most) {
  std::vector<Persons> rows{{}};
  for (std::size_t i = 0; i < size; ++i) {
    std::vector<Persons> longer;
    for (const auto& row : rows) {
      for (std::int64_t cell = 0; cell <= most; ++cell) {
        longer.push_back(row);
        longer.back().push_back(cell);
      }
    }
    rows = std::move(longer);
  }
  return rows;
}

TEST(Suppress, leaves_a_hidden_cell_open_even_to_those_who_know_the_rule) {
  constexpr std::int64_t fewest = 4, most = 11;
  for (const std::size_t size : {2u, 3u, 4u}) {
    std::map<std::string, std::vector<Persons>> by_publication;
    for (auto& row : all_rows(size, most)) by_publication[published(row, fewest)].push_back(row);
    for (const auto& [publication, rows] : by_publication) {
      const auto hidden = suppress(rows[0], sum(rows[0]), fewest, Overlap::none).cells;
      std::int64_t hidden_sum = 0;
      for (std::size_t i = 0; i < size; ++i) hidden_sum += hidden[i] ? rows[0][i] : 0;
      // Beyond this, rows that look the same lie outside the sample.
      if (hidden_sum > most) continue;
      for (std::size_t i = 0; i < size; ++i) {
        if (!hidden[i]) continue;
        const bool is_open =
            std::any_of(rows.begin(), rows.end(), [&](const Persons& row) { return row[i] != rows[0][i]; });
        EXPECT_TRUE(is_open) << publication << ": cell " << i << " can only be " << rows[0][i];
      }
    }
  }
}

}  // namespace
}  // namespace emplooi::reporting
