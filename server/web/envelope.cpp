#include "web/envelope.h"

namespace emplooi::web {

std::string enveloped(unsigned char flags, std::string_view payload) {
  std::string bytes;
  bytes.reserve(Envelope::head_size + payload.size());
  bytes += static_cast<char>(flags);
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(payload.size() >> shift);
  return bytes.append(payload);
}

std::optional<Envelope> take_envelope(std::string_view& bytes) {
  if (bytes.size() < Envelope::head_size) return std::nullopt;
  std::size_t size = 0;
  for (std::size_t i = 1; i < Envelope::head_size; ++i) size = size << 8 | static_cast<unsigned char>(bytes[i]);
  if (bytes.size() - Envelope::head_size < size) return std::nullopt;
  const Envelope envelope{static_cast<unsigned char>(bytes[0]), bytes.substr(Envelope::head_size, size)};
  bytes.remove_prefix(Envelope::head_size + size);
  return envelope;
}

Outcome<Envelope> only_envelope(std::string_view body) {
  if (body.empty()) return refuse(REFUSAL_REQUEST_NOT_ONE_MESSAGE);
  const auto envelope = take_envelope(body);
  if (!envelope) return refuse(REFUSAL_REQUEST_MALFORMED, "the message is cut off");
  if (envelope->flags > Envelope::compressed) return refuse(REFUSAL_REQUEST_MALFORMED, "a request has no such flags");
  if (!body.empty()) return refuse(REFUSAL_REQUEST_NOT_ONE_MESSAGE);
  return *envelope;
}

}  // namespace emplooi::web
