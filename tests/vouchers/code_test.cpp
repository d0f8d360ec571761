#include "vouchers/code.h"

#include <gtest/gtest.h>

#include <set>

#include "support/town.h"

namespace emplooi::vouchers {
namespace {

constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A transaction that can do nothing but draw.
class Draw final : public store::Transaction {
 public:
  Draw() : Transaction(MunicipalityId(), Time()) {}
  void randomise(std::span<std::uint8_t> bytes) override { ids_.fill(bytes); }

 protected:
  std::unique_ptr<store::Cursor> open(const store::Statement&, std::span<const store::Parameter>) override {
    return {};
  }
  std::int64_t execute(const store::Statement&, std::span<const store::Parameter>) override { return 0; }
  Uuid next_uuid() override { return {}; }

 private:
  IdSource ids_{20260105};
};

std::vector<std::string> drawn(int count) {
  Draw draw;
  std::vector<std::string> codes;
  for (int i = 0; i < count; ++i) codes.push_back(new_code(draw));
  return codes;
}

TEST(VoucherCode, is_read_as_it_was_made) {
  std::set<std::string> different;
  for (const auto& code : drawn(2'000)) {
    ASSERT_EQ(code.size(), 12u);
    ASSERT_EQ(read_code(code), code);
    different.insert(code);
  }
  EXPECT_EQ(different.size(), 2'000u);
}

TEST(VoucherCode, finds_every_mistyped_character) {
  for (const auto& code : drawn(300)) {
    for (std::size_t at = 0; at < code.size(); ++at) {
      for (const char other : symbols) {
        auto typed = code;
        typed[at] = other;
        if (typed != code) {
          ASSERT_FALSE(read_code(typed)) << code << " typed as " << typed;
        }
      }
    }
  }
}

TEST(VoucherCode, finds_every_swapped_pair) {
  for (const auto& code : drawn(3'000)) {
    for (std::size_t at = 0; at + 1 < code.size(); ++at) {
      auto typed = code;
      std::swap(typed[at], typed[at + 1]);
      if (typed != code) {
        ASSERT_FALSE(read_code(typed)) << code << " typed as " << typed;
      }
    }
  }
}

TEST(VoucherCode, forgives_how_it_is_written) {
  for (const auto& code : drawn(500)) {
    std::string spaced, lower, misread;
    for (std::size_t i = 0; i < code.size(); ++i) {
      if (i % 4 == 0 && i > 0) spaced += i % 8 ? '-' : ' ';
      spaced += code[i];
      lower += static_cast<char>(std::tolower(static_cast<unsigned char>(code[i])));
      misread += code[i] == '0' ? 'o' : code[i] == '1' ? (i % 2 ? 'I' : 'l') : code[i];
    }
    ASSERT_EQ(read_code(spaced), code);
    ASSERT_EQ(read_code(lower), code);
    ASSERT_EQ(read_code(misread), code);
  }
}

TEST(VoucherCode, is_twelve_characters_of_its_alphabet) {
  const auto code = drawn(1).front();
  for (const std::string& typed : {std::string(), code.substr(1), code + "0", "0" + code, code + code,
                                   "U" + code.substr(1), "*" + code.substr(1), "\xc3\x89" + code.substr(2)}) {
    EXPECT_FALSE(read_code(typed)) << typed;
  }
}

}  // namespace
}  // namespace emplooi::vouchers
