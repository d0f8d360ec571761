#include "web/gzip.h"

#include <zlib.h>

#include <algorithm>

#include "base/check.h"

namespace emplooi::web {

namespace {

constexpr int gzip_window_bits = 15 + 16;
// Answers are made while somebody waits: level 1 gives most of the gain for a third of the time.
constexpr int level = 1;

z_stream stream_over(std::string_view bytes) {
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  return stream;
}

void set_room(z_stream& stream, std::string& out) {
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
}

}  // namespace

std::string gzip(std::string_view plain) {
  z_stream stream = stream_over(plain);
  ensure(deflateInit2(&stream, level, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib starts");
  std::string out(deflateBound(&stream, plain.size()), '\0');
  set_room(stream, out);
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  ensure(result == Z_STREAM_END, "zlib fits its own bound");
  return out;
}

Gunzipped gunzip(std::string_view compressed, std::size_t bound) {
  z_stream stream = stream_over(compressed);
  ensure(inflateInit2(&stream, gzip_window_bits) == Z_OK, "zlib starts");
  // One byte more than allowed tells a body that just fits from one that does not.
  std::string out(bound + 1, '\0');
  set_room(stream, out);
  const int result = inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  const bool is_all = result == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  if (out.size() > bound) return {{}, GunzipError::too_large};
  if (!is_all) return {{}, GunzipError::malformed};
  return {std::move(out), std::nullopt};
}

}  // namespace emplooi::web
