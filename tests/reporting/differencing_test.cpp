#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "reporting/period.h"
#include "reporting/suppression.h"
#include "vouchers/campaign.h"

namespace emplooi::reporting {
namespace {

constexpr std::size_t services = 4, places = 3, quarters = 4;
constexpr std::size_t unknowns = (services + places) * quarters;
constexpr std::int64_t fewest = 10;

std::size_t service_cell(std::size_t service, std::size_t quarter) { return quarter * (services + places) + service; }
std::size_t place_cell(std::size_t place, std::size_t quarter) { return service_cell(services + place, quarter); }

/// What somebody knows: linear equations between the cells, brought into echelon form modulo a large prime. Whether a cell
/// follows from them does not depend on the amounts, so these are left out.
class Knowledge {
 public:
  using Equation = std::array<std::int64_t, unknowns>;

  void learn(Equation equation) {
    reduce(equation);
    const auto lead = std::find_if(equation.begin(), equation.end(), [](std::int64_t c) { return c != 0; });
    if (lead == equation.end()) return;
    const auto inverse = power(*lead, prime - 2);
    for (auto& c : equation) c = c * inverse % prime;
    rows_[static_cast<std::size_t>(lead - equation.begin())] = equation;
  }

  bool gives_away(Equation equation) const {
    reduce(equation);
    return std::all_of(equation.begin(), equation.end(), [](std::int64_t c) { return c == 0; });
  }

 private:
  static constexpr std::int64_t prime = 2'147'483'647;

  static std::int64_t power(std::int64_t base, std::int64_t exponent) {
    std::int64_t result = 1;
    for (; exponent > 0; exponent /= 2, base = base * base % prime) {
      if (exponent % 2 == 1) result = result * base % prime;
    }
    return result;
  }

  void reduce(Equation& equation) const {
    for (auto& c : equation) c = (c % prime + prime) % prime;
    for (std::size_t lead = 0; lead < unknowns; ++lead) {
      const auto row = rows_.find(lead);
      const auto factor = equation[lead];
      if (factor == 0 || row == rows_.end()) continue;
      for (std::size_t i = lead; i < unknowns; ++i) {
        equation[i] = (equation[i] + (prime - factor) * row->second[i]) % prime;
      }
    }
  }

  std::map<std::size_t, Equation> rows_;
};

/// Who was helped with what, and where they live, quarter by quarter.
struct Year {
  std::array<std::array<std::set<int>, services>, quarters> by_service;
  std::array<std::array<std::set<int>, places>, quarters> by_place;
  std::array<std::set<int>, quarters> all;
};

Year random_year(std::mt19937& random) {
  Year year;
  const int residents = 1 + static_cast<int>(random() % 60);
  for (std::size_t q = 0; q < quarters; ++q) {
    const auto busy = 1 + random() % 8;
    for (int resident = 0; resident < residents; ++resident) {
      for (std::size_t s = 0; s < services; ++s) {
        if (random() % (busy + 2 * s) != 0) continue;
        year.by_service[q][s].insert(resident);
        year.by_place[q][static_cast<std::size_t>(resident) % places].insert(resident);
        year.all[q].insert(resident);
      }
    }
  }
  return year;
}

/// Which cells are hidden. A report lists only what there was: an empty cell is missing, and so is known to be empty.
template <std::size_t size>
struct Row {
  std::array<bool, size> hidden{};
  std::array<bool, size> empty{};
  bool total_hidden = false;

  Row(const std::array<std::set<int>, size>& cells, const std::set<int>& all) {
    std::vector<std::int64_t> persons;
    for (const auto& cell : cells) {
      if (!cell.empty()) persons.push_back(static_cast<std::int64_t>(cell.size()));
    }
    const auto found = suppress(persons, static_cast<std::int64_t>(all.size()), fewest, Overlap::possible);
    total_hidden = found.total;
    std::size_t next = 0;
    for (std::size_t i = 0; i < size; ++i) {
      empty[i] = cells[i].empty();
      if (!empty[i]) hidden[i] = found.cells[next++];
    }
  }
};

/// All that the reports of every allowed period publish of a year: figures of a longer period are published where every
/// quarter publishes them, as get_hours_report adds them up.
Knowledge all_reports_of(const Year& year) {
  Knowledge knowledge;
  std::vector<Row<services>> by_service;
  std::vector<Row<places>> by_place;
  for (std::size_t q = 0; q < quarters; ++q) {
    by_service.emplace_back(year.by_service[q], year.all[q]);
    by_place.emplace_back(year.by_place[q], year.all[q]);
    const auto learn_empty = [&](bool is_empty, std::size_t cell) {
      Knowledge::Equation alone{};
      alone[cell] = 1;
      if (is_empty) knowledge.learn(alone);
    };
    for (std::size_t s = 0; s < services; ++s) learn_empty(by_service[q].empty[s], service_cell(s, q));
    for (std::size_t p = 0; p < places; ++p) learn_empty(by_place[q].empty[p], place_cell(p, q));
    // Everybody knows that both lists of a quarter come to the same.
    Knowledge::Equation same{};
    for (std::size_t s = 0; s < services; ++s) same[service_cell(s, q)] = 1;
    for (std::size_t p = 0; p < places; ++p) same[place_cell(p, q)] = -1;
    knowledge.learn(same);
  }
  for (std::size_t first = 0; first < quarters; ++first) {
    for (std::size_t last = first; last < quarters; ++last) {
      const auto learn = [&](auto is_hidden, auto cells_of) {
        Knowledge::Equation published{};
        for (std::size_t q = first; q <= last; ++q) {
          if (is_hidden(q)) return;
          cells_of(q, published);
        }
        knowledge.learn(published);
      };
      for (std::size_t s = 0; s < services; ++s) {
        learn([&](std::size_t q) { return by_service[q].hidden[s]; },
              [&](std::size_t q, auto& published) { published[service_cell(s, q)] = 1; });
      }
      for (std::size_t p = 0; p < places; ++p) {
        learn([&](std::size_t q) { return by_place[q].hidden[p]; },
              [&](std::size_t q, auto& published) { published[place_cell(p, q)] = 1; });
      }
      learn([&](std::size_t q) { return by_service[q].total_hidden; },
            [&](std::size_t q, auto& published) {
              for (std::size_t s = 0; s < services; ++s) published[service_cell(s, q)] = 1;
            });
    }
  }
  return knowledge;
}

TEST(Differencing, of_all_reports_and_periods_recovers_no_small_cell) {
  std::mt19937 random(20020501);
  int hidden_cells = 0, published_cells = 0;
  for (int i = 0; i < 5'000; ++i) {
    const auto year = random_year(random);
    const auto knowledge = all_reports_of(year);
    for (std::size_t q = 0; q < quarters; ++q) {
      const auto check = [&](std::size_t persons, std::size_t cell) {
        Knowledge::Equation alone{};
        alone[cell] = 1;
        const bool is_known = knowledge.gives_away(alone);
        ++(is_known ? published_cells : hidden_cells);
        EXPECT_FALSE(is_known && persons > 0 && persons < fewest) << persons << " people in table " << i;
      };
      for (std::size_t s = 0; s < services; ++s) check(year.by_service[q][s].size(), service_cell(s, q));
      for (std::size_t p = 0; p < places; ++p) check(year.by_place[q][p].size(), place_cell(p, q));
    }
  }
  EXPECT_GT(hidden_cells, 10'000) << "or this test tries nothing";
  EXPECT_GT(published_cells, 10'000) << "or nothing is published";
}

TEST(Differencing, would_recover_small_cells_if_longer_periods_were_published_by_their_own_counts) {
  // Five people in the first quarter, ten others in the second: together they are enough.
  Knowledge knowledge;
  Knowledge::Equation both{}, second{}, first{};
  both[service_cell(0, 0)] = both[service_cell(0, 1)] = 1;
  second[service_cell(0, 1)] = 1;
  first[service_cell(0, 0)] = 1;
  knowledge.learn(both);
  EXPECT_FALSE(knowledge.gives_away(first));
  knowledge.learn(second);
  EXPECT_TRUE(knowledge.gives_away(first)) << "so the attack of this test works";
}

/// A group of people that campaigns name or pass over: a complex, and whether the income is low.
struct Audience {
  std::size_t complex;
  bool low_income;
};

/// What one preview tells: households, vouchers and costs are all made of how many of each group are told of.
std::int64_t preview_of(const std::vector<std::pair<Audience, std::int64_t>>& town, unsigned complexes, bool low_only,
                        const Actor& actor) {
  std::int64_t told = 0;
  for (const auto& [group, households] : town) {
    const bool is_meant = (complexes >> group.complex & 1) != 0 && (group.low_income || !low_only);
    if (is_meant) told += vouchers::told_to(actor, households);
  }
  return told;
}

TEST(Differencing, of_every_preview_of_campaigns_recovers_no_group_and_no_household_that_came) {
  const Actor buyer{.role = ROLE_CORPORATION_BUYER, .subject = Uuid{{1}}, .reach = REACH_OWN_CORPORATION};
  const Actor staff{.role = ROLE_COORDINATOR, .reach = REACH_MUNICIPALITY};
  constexpr unsigned all_complexes = 1u << 4;
  std::mt19937 random(20040501);
  int would_be_recovered = 0;
  for (int i = 0; i < 2'000; ++i) {
    std::vector<std::pair<Audience, std::int64_t>> town;
    for (std::size_t c = 0; c < 4; ++c) {
      for (const bool low : {false, true}) town.push_back({{c, low}, static_cast<std::int64_t>(random() % 40)});
    }
    // Every difference of two previews, of which one reaches all that the other does.
    for (unsigned larger = 1; larger < all_complexes; ++larger) {
      for (unsigned smaller = 0; smaller <= larger; ++smaller) {
        if ((smaller & larger) != smaller) continue;
        for (const bool low_only : {false, true}) {
          const auto difference = preview_of(town, larger, false, buyer) - preview_of(town, smaller, low_only, buyer);
          EXPECT_EQ(difference % 10, 0) << "a difference of " << difference;
          const auto exact = preview_of(town, larger, false, staff) - preview_of(town, smaller, low_only, staff);
          would_be_recovered += exact > 0 && exact < fewest;
        }
      }
    }
    // Whoever asks again after one household came sees it only where it makes the tens full.
    auto& [group, households] = town[random() % town.size()];
    const auto before = preview_of(town, all_complexes - 1, false, buyer);
    ++households;
    const auto after = preview_of(town, all_complexes - 1, false, buyer);
    EXPECT_EQ(after - before, households % 10 == 0 ? 10 : 0);
  }
  EXPECT_GT(would_be_recovered, 1'000) << "or exact figures would have told nothing either";
}

TEST(Differencing, of_the_track_reports_of_all_years_recovers_no_small_cell) {
  constexpr std::size_t kinds = 3, years = 4;
  std::mt19937 random(20020502);
  int hidden = 0;
  for (int i = 0; i < 5'000; ++i) {
    std::array<std::array<std::int64_t, kinds>, years> began{};
    for (auto& year : began) {
      for (auto& cell : year) cell = static_cast<std::int64_t>(random() % (1 + random() % 40));
    }
    Knowledge knowledge;
    const auto cell_of = [&](std::size_t kind, std::size_t year) { return year * kinds + kind; };
    std::vector<Suppression> rows;
    for (const auto& year : began) {
      rows.push_back(suppress(year, std::accumulate(year.begin(), year.end(), std::int64_t{0}), fewest, Overlap::none));
    }
    for (std::size_t first = 0; first < years; ++first) {
      for (std::size_t last = first; last < years; ++last) {
        Knowledge::Equation total{};
        bool total_hidden = false;
        for (std::size_t kind = 0; kind < kinds; ++kind) {
          Knowledge::Equation published{};
          bool is_hidden = false;
          for (std::size_t y = first; y <= last; ++y) {
            published[cell_of(kind, y)] = total[cell_of(kind, y)] = 1;
            is_hidden = is_hidden || rows[y].cells[kind];
            total_hidden = total_hidden || rows[y].total;
          }
          if (!is_hidden) knowledge.learn(published);
        }
        if (!total_hidden) knowledge.learn(total);
      }
    }
    for (std::size_t y = 0; y < years; ++y) {
      for (std::size_t kind = 0; kind < kinds; ++kind) {
        Knowledge::Equation alone{};
        alone[cell_of(kind, y)] = 1;
        const auto persons = began[y][kind];
        hidden += !knowledge.gives_away(alone);
        EXPECT_FALSE(knowledge.gives_away(alone) && persons > 0 && persons < fewest)
            << persons << " people in table " << i;
      }
    }
  }
  EXPECT_GT(hidden, 10'000) << "or this test tries nothing";
}

TEST(CountedPeriods, are_fixed_and_apart_outside_the_municipality) {
  organisations::Programme endless, short_lived;
  endless.starts_on = *parse_date("2001-01-01");
  short_lived.starts_on = *parse_date("2002-05-01");
  short_lived.ends_on = *parse_date("2004-05-31");
  organisations::Programme long_lived = short_lived;
  long_lived.ends_on = *parse_date("2005-05-01");
  const auto of = [&](const organisations::Programme& programme, const char* first, const char* last) {
    std::string text;
    const Period asked{*parse_date(first), *parse_date(last)};
    for (const auto& one : counted_periods_of(asked, programme)) {
      text += to_string(one.starts_on) + ".." + to_string(one.ends_on) + " ";
    }
    return text;
  };
  EXPECT_EQ(of(endless, "2024-04-01", "2027-03-31"), "2025-01-01..2025-12-31 2026-01-01..2026-12-31 ");
  EXPECT_EQ(of(endless, "2025-01-01", "2025-12-31"), "2025-01-01..2025-12-31 ");
  EXPECT_EQ(of(endless, "2025-04-01", "2026-09-30"), "");
  EXPECT_EQ(of(short_lived, "2002-04-01", "2004-06-30"), "2002-05-01..2004-05-31 ");
  EXPECT_EQ(of(short_lived, "2001-01-01", "2010-12-31"), "2002-05-01..2004-05-31 ");
  EXPECT_EQ(of(short_lived, "2003-01-01", "2003-12-31"), "") << "a year less the whole would tell of the rest";
  EXPECT_EQ(of(short_lived, "2002-04-01", "2004-03-31"), "");
  EXPECT_EQ(of(long_lived, "2002-04-01", "2005-06-30"), "2003-01-01..2003-12-31 2004-01-01..2004-12-31 ");
}

TEST(Quarters, follow_each_other_until_two_years_after_the_programme) {
  const auto begin = *parse_date("2002-05-01"), end = *parse_date("2002-11-30");
  std::string text;
  std::optional<Date> last;
  for (auto next = next_quarter(begin, end, last); next; next = next_quarter(begin, end, last)) {
    text += to_string(next->starts_on) + ".." + to_string(next->ends_on) + "\n";
    last = next->starts_on;
  }
  EXPECT_EQ(text.substr(0, 46), "2002-04-01..2002-06-30\n2002-07-01..2002-09-30\n");
  EXPECT_EQ(to_string(*last), "2004-10-01");
  EXPECT_TRUE(next_quarter(begin, std::nullopt, *parse_date("2099-10-01"))) << "without an end it goes on";
}

}  // namespace
}  // namespace emplooi::reporting
