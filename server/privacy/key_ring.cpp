#include "privacy/key_ring.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <mutex>
#include <stdexcept>

namespace emplooi::privacy {

namespace {

constexpr std::size_t secret_size = crypto_kdf_KEYBYTES;
/// Part of every derived key: eight bytes (crypto_kdf).
constexpr char context[] = "emplbsn1";

std::mutex guard;
std::shared_ptr<const KeyRing> current;

std::runtime_error unreadable(const std::string& file, std::size_t line, const std::string& why) {
  return std::runtime_error(file + " line " + std::to_string(line) + ": " + why);
}

MasterKey derived_from(const std::uint8_t* secret) {
  MasterKey key;
  crypto_kdf_derive_from_key(key.sealing.data(), key.sealing.size(), 1, context, secret);
  crypto_kdf_derive_from_key(key.lookup.data(), key.lookup.size(), 2, context, secret);
  return key;
}

void check_owner_only(const std::string& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) throw std::runtime_error("cannot read " + file);
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) throw std::runtime_error(file + " may be read by others; chmod 600");
}

void add_line(KeyRing& ring, const std::string& line, const std::string& file, std::size_t number) {
  std::int64_t key_no = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), key_no);
  std::array<std::uint8_t, secret_size> secret{};
  std::size_t length = 0;
  const char* rest = nullptr;
  const std::size_t begin = static_cast<std::size_t>(end - line.data()) + 1;
  const bool has_number = error == std::errc() && key_no > 0 && begin <= line.size() && *end == ' ';
  const bool is_key = has_number &&
                      sodium_hex2bin(secret.data(), secret.size(), line.data() + begin, line.size() - begin, nullptr,
                                     &length, &rest) == 0 &&
                      length == secret.size() && rest == line.data() + line.size();
  if (!is_key) throw unreadable(file, number, "a key is a number, a space and 64 hexadecimal digits");
  if (!ring.emplace(key_no, derived_from(secret.data())).second) {
    throw unreadable(file, number, "a key has this number already");
  }
  sodium_memzero(secret.data(), secret.size());
}

}  // namespace

KeyRing read_key_ring(const std::string& file) {
  check_owner_only(file);
  std::ifstream in(file);
  KeyRing ring;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (!line.empty()) add_line(ring, line, file, number);
  }
  if (ring.empty()) throw std::runtime_error(file + " holds no key");
  return ring;
}

std::int64_t add_key(const std::string& file) {
  const bool is_there = ::access(file.c_str(), F_OK) == 0;
  const std::int64_t key_no = is_there ? read_key_ring(file).rbegin()->first + 1 : 1;
  std::array<std::uint8_t, secret_size> secret;
  crypto_kdf_keygen(secret.data());
  std::string digits(2 * secret.size() + 1, '\0');
  sodium_bin2hex(digits.data(), digits.size(), secret.data(), secret.size());
  digits.back() = '\n';
  const auto line = std::to_string(key_no) + " " + digits;
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
  const bool is_written = descriptor >= 0 &&
                          ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                          ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!is_written) throw std::runtime_error("cannot write " + file);
  return key_no;
}

void use_key_ring(KeyRing ring) {
  const std::lock_guard lock(guard);
  current = std::make_shared<const KeyRing>(std::move(ring));
}

std::shared_ptr<const KeyRing> key_ring() {
  const std::lock_guard lock(guard);
  return current;
}

}  // namespace emplooi::privacy
