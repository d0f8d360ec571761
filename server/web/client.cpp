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
  /// Waits for what `start` starts, and throws if it fails or takes too long.
  template <class Start>
  void wait_for(Start start);
};

template <class Start>
void Client::Parts::wait_for(Start start) {
  std::optional<boost::system::error_code> result;
  start([&result](boost::system::error_code error, const auto&...) { result = error; });
  context.restart();
  context.run_for(std::chrono::milliseconds(options.timeout_ms));
  if (!result) {
    stream->next_layer().close();
    context.run();
    result = asio::error::timed_out;
  }
  if (*result) throw boost::system::system_error(*result);
}

namespace {

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
  const auto places = resolver.resolve(options.host, std::to_string(options.port));
  wait_for([&](auto done) { asio::async_connect(stream->next_layer(), places, done); });
  stream->next_layer().set_option(tcp::no_delay(true));
  SSL_set_tlsext_host_name(stream->native_handle(), options.host.c_str());
  stream->set_verify_mode(asio::ssl::verify_peer);
  stream->set_verify_callback(asio::ssl::host_name_verification(options.host));
  wait_for([&](auto done) { stream->async_handshake(asio::ssl::stream_base::client, done); });
}

void Client::Parts::close() { stream.reset(); }

ClientAnswer Client::Parts::send(const http::request<http::string_body>& request) {
  wait_for([&](auto done) { http::async_write(*stream, request, done); });
  http::response<http::string_body> response;
  wait_for([&](auto done) { http::async_read(*stream, buffer, response, done); });
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
