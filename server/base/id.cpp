#include "base/id.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"

namespace emplooi {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr bool is_hyphen_position(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid id;
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_hyphen_position(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) return std::nullopt;
    auto& byte = id.bytes[nibble / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | value);
    ++nibble;
  }
  return id;
}

std::string to_string(const Uuid& id) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text(36, '-');
  std::size_t at = 0;
  for (const auto byte : id.bytes) {
    if (is_hyphen_position(at)) ++at;
    text[at++] = digits[byte >> 4];
    text[at++] = digits[byte & 15];
  }
  return text;
}

void throw_malformed_id() { throw Defect("an id reached an operation without passing the field rules"); }

IdSource::IdSource() { ensure(sodium_init() >= 0, "libsodium starts"); }
IdSource::IdSource(std::uint64_t seed) : seeded_state_(seed) {}

std::uint64_t IdSource::random() {
  std::uint64_t value;
  if (!seeded_state_) {
    randombytes_buf(&value, sizeof value);
    return value;
  }
  // SplitMix64 (public domain, Vigna): repeatable, and good enough where nothing depends on secrecy.
  value = (*seeded_state_ += 0x9e3779b97f4a7c15);
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

void IdSource::fill(std::span<std::uint8_t> bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += sizeof(std::uint64_t)) {
    const std::uint64_t value = random();
    std::memcpy(bytes.data() + at, &value, std::min(sizeof value, bytes.size() - at));
  }
}

Uuid IdSource::next(std::int64_t now_us) {
  constexpr std::uint32_t counter_limit = 1 << 12;
  const std::int64_t now_ms = now_us / 1000;
  if (now_ms > last_ms_) {
    last_ms_ = now_ms;
    counter_ = 0;
  } else if (++counter_ == counter_limit) {
    ++last_ms_;
    counter_ = 0;
  }
  Uuid id;
  for (int i = 0; i < 6; ++i) {
    id.bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(last_ms_) >> (40 - 8 * i));
  }
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | counter_ >> 8);
  id.bytes[7] = static_cast<std::uint8_t>(counter_);
  const std::uint64_t tail = random();
  std::memcpy(id.bytes.data() + 8, &tail, sizeof tail);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

}  // namespace emplooi
