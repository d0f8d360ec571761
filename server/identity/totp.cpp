#include "identity/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <spdlog/fmt/fmt.h>

#include <array>

#include "base/check.h"

namespace emplooi::identity {

namespace {

constexpr std::int64_t step_seconds = 30;
constexpr std::uint32_t modulus = 1'000'000;

}  // namespace

std::int64_t totp_step(Time now) { return to_us(now) / 1'000'000 / step_seconds; }

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::array<unsigned char, 8> counter;
  for (int i = 7; i >= 0; --i, step >>= 8) counter[static_cast<std::size_t>(i)] = static_cast<unsigned char>(step);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac;
  unsigned int length = 0;
  const auto* made = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(),
                          mac.data(), &length);
  ensure(made && length == 20, "HMAC-SHA-1 has 20 bytes");
  const std::size_t offset = mac[19] & 15;
  const std::uint32_t number = (mac[offset] & 0x7fu) << 24 | std::uint32_t{mac[offset + 1]} << 16 |
                               std::uint32_t{mac[offset + 2]} << 8 | std::uint32_t{mac[offset + 3]};
  return fmt::format("{:06}", number % modulus);
}

std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code, Time now) {
  std::optional<std::int64_t> found;
  for (std::int64_t step = totp_step(now) - 1; step <= totp_step(now) + 1; ++step) {
    const auto right = totp_code(secret, step);
    if (right.size() == code.size() && sodium_memcmp(right.data(), code.data(), code.size()) == 0) found = step;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  unsigned bits = 0;
  int count = 0;
  for (const unsigned char byte : bytes) {
    bits = bits << 8 | byte;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += alphabet[bits >> count & 31];
    }
    bits &= (1u << count) - 1;
  }
  if (count > 0) text += alphabet[bits << (5 - count) & 31];
  return text;
}

}  // namespace emplooi::identity
