#include "web/assets.h"

#include <sodium.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace emplooi::web {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";
/// The kiosk reads the code of a card with its camera.
constexpr std::string_view kiosk_folder = "/kiosk/";
constexpr std::string_view kiosk_permissions =
    "camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
/// Under such a folder a name holds the hash of what it names, so that it never changes.
constexpr std::string_view hashed_folder = "/assets/";

struct Kind {
  std::string_view ending;
  std::string_view content_type;
};
constexpr Kind kinds[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
};

std::string_view content_type_of(std::string_view file) {
  for (const auto& kind : kinds) {
    if (file.ends_with(kind.ending)) return kind.content_type;
  }
  throw std::runtime_error(fmt::format("{} is no kind of file that browsers are given", file));
}

std::string bytes_of_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw std::runtime_error(fmt::format("{} cannot be read", path.string()));
  return bytes;
}

std::string hash_of(std::string_view bytes) {
  unsigned char hash[crypto_generichash_BYTES_MIN];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  char text[2 * sizeof hash + 1];
  return sodium_bin2hex(text, sizeof text, hash, sizeof hash);
}

/// The file's bytes; a link could lead anywhere.
std::string read_entry(const fs::directory_entry& entry, std::size_t& total) {
  if (entry.symlink_status().type() != fs::file_type::regular) {
    throw std::runtime_error(fmt::format("{} is no plain file", entry.path().string()));
  }
  total += entry.file_size();
  if (total > assets_bound) throw std::runtime_error("the clients are larger than " + std::to_string(assets_bound));
  return bytes_of_file(entry.path());
}

std::string_view path_of(const Head& head) { return head.target.substr(0, head.target.find('?')); }

/// If-None-Match of RFC 9110: a list of tags, weak or not, or a star for any.
bool has_already(std::string_view tags, std::string_view tag) {
  if (tags == "*") return true;
  for (std::size_t at = tags.find(tag); at != std::string_view::npos; at = tags.find(tag, at + 1)) {
    const auto before = tags.substr(0, at);
    const auto after = tags.substr(at + tag.size());
    const bool begins = before.empty() || before.ends_with(',') || before.ends_with(' ') || before.ends_with("W/");
    const bool ends = after.empty() || after.front() == ',' || after.front() == ' ';
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

Assets::Assets(const std::string& folder, bool is_demo) {
  if (!fs::is_directory(folder)) throw std::runtime_error(fmt::format("there are no clients in {}", folder));
  std::size_t total = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_directory() && !entry.is_symlink()) continue;
    add("/" + entry.path().lexically_relative(folder).generic_string(), read_entry(entry, total), is_demo);
  }
  for (auto& [path, asset] : assets_) {
    if (asset.plain.empty()) throw std::runtime_error(fmt::format("{} has no bytes of its own", path));
    asset.hash = hash_of(asset.plain);
  }
  if (!assets_.contains("/")) throw std::runtime_error(fmt::format("{} holds no start page", folder));
}

Assets::Asset& Assets::at(const std::string& path, std::string_view file) {
  auto& asset = path == "/404.html" ? not_found_ : assets_[path];
  asset.content_type = content_type_of(file);
  asset.is_immutable = path.find(hashed_folder) != std::string::npos;
  return asset;
}

void Assets::add(const std::string& file, std::string bytes, bool is_demo) {
  const bool is_brotli = file.ends_with(".br");
  const bool is_gzip = file.ends_with(".gz");
  const auto plain_file = file.substr(0, file.size() - (is_brotli || is_gzip ? 3 : 0));
  const auto slash = plain_file.rfind('/') + 1;
  const auto name = plain_file.substr(slash);
  const bool is_page = name == "index.html" || name == "demo.html";
  if (is_page && (name == "demo.html") != is_demo) return;
  auto& asset = at(is_page ? plain_file.substr(0, slash) : plain_file, name);
  (is_brotli ? asset.brotli : is_gzip ? asset.gzip : asset.plain) = std::move(bytes);
}

bool Assets::answers(const Head& head) const {
  return !assets_.empty() && (head.method == "GET" || head.method == "HEAD") && !head.target.starts_with("/rpc/");
}

Answer Assets::answer(const Head& head) const {
  const auto path = path_of(head);
  const auto found = assets_.find(path);
  if (found == assets_.end() && assets_.contains(std::string(path) + "/")) {
    Answer redirect{.status = 308};
    redirect.fields.emplace_back("Location", std::string(path) + "/");
    return redirect;
  }
  if (found == assets_.end()) {
    auto answer = not_found_.in_coding(head["accept-encoding"]);
    answer.status = 404;
    answer.refusal = REFUSAL_RPC_NOT_FOUND;
    return answer;
  }
  const auto& asset = found->second;
  auto answer = asset.in_coding(head["accept-encoding"]);
  answer.cache_control = asset.is_immutable ? "public, max-age=31536000, immutable" : "no-cache";
  if (path.starts_with(kiosk_folder)) answer.permissions_policy = kiosk_permissions;
  const auto tag = fmt::format("\"{}\"", asset.hash);
  answer.fields.emplace_back("ETag", "W/" + tag);
  if (!has_already(head["if-none-match"], tag)) return answer;
  answer.status = 304;
  answer.content_type.clear();
  answer.body.clear();
  return answer;
}

/// Without what says how it may be kept.
Answer Assets::Asset::in_coding(std::string_view accepted) const {
  Answer answer{.content_type = std::string(content_type), .content_security_policy = page_policy};
  answer.fields.emplace_back("Vary", "Accept-Encoding");
  if (!brotli.empty() && lists(accepted, "br")) {
    answer.body = brotli;
    answer.fields.emplace_back("Content-Encoding", "br");
  } else if (!gzip.empty() && lists(accepted, "gzip")) {
    answer.body = gzip;
    answer.fields.emplace_back("Content-Encoding", "gzip");
  } else {
    answer.body = plain;
  }
  return answer;
}

}  // namespace emplooi::web
