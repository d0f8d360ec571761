#include "web/chunked_body.h"

#include <gtest/gtest.h>

namespace emplooi::web {
namespace {

using State = ChunkedBody::State;

constexpr std::size_t bound = 16;

struct Case {
  const char* bytes;
  State state;
  const char* body;
  const char* left;
};

const Case cases[] = {
    {"0\r\n\r\n", State::complete, "", ""},
    {"5\r\nhello\r\n0\r\n\r\n", State::complete, "hello", ""},
    {"2\r\nhe\r\n00000003\r\nllo\r\n0\r\n\r\nPOST", State::complete, "hello", "POST"},
    {"A\r\n0123456789\r\n0\r\n\r\n", State::complete, "0123456789", ""},
    {"5\r\nhel", State::needs_more, "hel", ""},
    {"5\r\nhello\r\n0\r\n", State::needs_more, "hello", ""},
    {"10\r\n0123456789abcdef\r\n0\r\n\r\n", State::complete, "0123456789abcdef", ""},

    {"11\r\n", State::too_large, "", ""},
    {"a\r\n0123456789\r\n7\r\n", State::too_large, "0123456789", ""},
    {"ffffffff\r\n", State::too_large, "", ""},
    {"5;name=value\r\nhello\r\n0\r\n\r\n", State::malformed, "", nullptr},
    {"5 \r\nhello\r\n0\r\n\r\n", State::malformed, "", nullptr},
    {"\r\n", State::malformed, "", nullptr},
    {"+5\r\nhello\r\n", State::malformed, "", nullptr},
    {"-5\r\nhello\r\n", State::malformed, "", nullptr},
    {"0x5\r\nhello\r\n", State::malformed, "", nullptr},
    {"g\r\n", State::malformed, "", nullptr},
    {"000000005\r\nhello\r\n", State::malformed, "", nullptr},
    {"5\nhello\n0\n\n", State::malformed, "", nullptr},
    {"5\r\nhelloX\r\n0\r\n\r\n", State::malformed, "hello", nullptr},
    {"0\r\nAuthorization: Bearer x\r\n\r\n", State::malformed, "", nullptr},
};

TEST(ChunkedBody, reads_the_strict_form_only) {
  for (const auto& one : cases) {
    ChunkedBody chunks(bound);
    std::string inbox = one.bytes;
    EXPECT_EQ(chunks.take(inbox), one.state) << one.bytes;
    EXPECT_EQ(chunks.body(), one.body) << one.bytes;
    if (one.left) {
      EXPECT_EQ(inbox, one.left) << one.bytes;
    }
  }
}

TEST(ChunkedBody, comes_to_the_same_byte_by_byte) {
  for (const auto& one : cases) {
    ChunkedBody chunks(bound);
    std::string inbox;
    auto state = State::needs_more;
    for (const char* at = one.bytes; *at && state == State::needs_more; ++at) {
      inbox += *at;
      state = chunks.take(inbox);
    }
    EXPECT_EQ(state, one.state) << one.bytes;
    EXPECT_EQ(chunks.body(), one.body) << one.bytes;
  }
}

}  // namespace
}  // namespace emplooi::web
