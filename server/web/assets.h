#pragma once

#include <map>
#include <string>
#include <string_view>

#include "web/answer.h"
#include "web/framing_gate.h"

namespace emplooi::web {

/// Most bytes of a folder of assets; all of it is held in memory.
constexpr std::size_t assets_bound = 64 * 1024 * 1024;

/// The built clients, read once. What a request names is looked up among the names that were read, byte by
/// byte: no request reaches the file system.
class Assets {
 public:
  /// None: every path is unknown.
  Assets() = default;

  /// Reads every file under the folder. `x.js.br` and `x.js.gz` are `x.js`, compressed. `kiosk/index.html` is
  /// answered at `/kiosk/`, or `kiosk/demo.html` where this is a demo; `404.html` where nothing is. Throws
  /// std::runtime_error for a folder that is not there or has no index.html, kinds of files that are not
  /// known, empty files, links, and more than `assets_bound`.
  Assets(const std::string& folder, bool is_demo);

  /// Whether the request is answered from here: a GET or HEAD outside /rpc/, while there are any assets.
  bool answers(const Head& head) const;

  /// The asset, compressed as the client takes it: brotli, gzip or plain. Also 304 where the client has it
  /// already, 308 to the folder for its name without the last slash, and 404.
  Answer answer(const Head& head) const;

 private:
  struct Asset {
    Answer in_coding(std::string_view accepted) const;

    std::string_view content_type;
    bool is_immutable = false;
    /// Of the plain body: the weak ETag of all its codings.
    std::string hash;
    std::string plain;
    std::string brotli;
    std::string gzip;
  };

  void add(const std::string& file, std::string bytes, bool is_demo);
  Asset& at(const std::string& path, std::string_view file);

  /// By path, as it stands in a request.
  std::map<std::string, Asset, std::less<>> assets_;
  Asset not_found_;
};

}  // namespace emplooi::web
