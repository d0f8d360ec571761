#include "web/client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>

#include "web/framing_gate.h"

namespace emplooi::web {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

struct Client::Parts {
  using Stream = asio::ssl::stream<tcp::socket>;

  ClientOptions options;
  asio::io_context context;
  asio::ssl::context tls{asio::ssl::context::tls_client};
  std::optional<Stream> stream;
  boost::beast::flat_buffer buffer;

  void connect();
  void close();
  ClientAnswer send(const http::request<http::string_body>& request);
};

namespace {

void limit_waiting(tcp::socket& socket, int timeout_ms) {
  const timeval limit{timeout_ms / 1000, timeout_ms % 1000 * 1000};
  ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace

void Client::Parts::connect() {
  tcp::resolver resolver(context);
  stream.emplace(context, tls);
  buffer.clear();
  asio::connect(stream->next_layer(), resolver.resolve(options.host, std::to_string(options.port)));
  stream->next_layer().set_option(tcp::no_delay(true));
  limit_waiting(stream->next_layer(), options.timeout_ms);
  SSL_set_tlsext_host_name(stream->native_handle(), options.host.c_str());
  stream->set_verify_mode(asio::ssl::verify_peer);
  stream->set_verify_callback(asio::ssl::host_name_verification(options.host));
  stream->handshake(asio::ssl::stream_base::client);
}

void Client::Parts::close() { stream.reset(); }

ClientAnswer Client::Parts::send(const http::request<http::string_body>& request) {
  http::write(*stream, request);
  http::response<http::string_body> response;
  http::read(*stream, buffer, response);
  ClientAnswer answer{static_cast<int>(response.result_int()), {}, std::move(response.body())};
  for (const auto& field : response) answer.fields[in_lower_case(field.name_string())] = field.value();
  if (!response.keep_alive()) close();
  return answer;
}

Client::Client(const ClientOptions& options) : parts_(std::make_unique<Parts>()) {
  parts_->options = options;
  parts_->tls.load_verify_file(options.trusted_certificate);
}

Client::~Client() = default;

ClientAnswer Client::post(const std::string& path, const std::map<std::string, std::string>& fields,
                          const std::string& body) {
  http::request<http::string_body> request(http::verb::post, path, 11, body);
  request.set(http::field::host, parts_->options.host);
  for (const auto& [name, value] : fields) request.set(name, value);
  request.prepare_payload();
  const bool was_kept = parts_->stream.has_value();
  try {
    if (!was_kept) parts_->connect();
    return parts_->send(request);
  } catch (const boost::system::system_error&) {
    parts_->close();
    if (!was_kept) throw;
  }
  parts_->connect();
  return parts_->send(request);
}

}  // namespace emplooi::web
