#include "web/running_server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "support/logs.h"
#include "web/logs.h"

namespace emplooi::testing {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

std::filesystem::path fresh_folder() {
  std::string pattern = std::filesystem::temp_directory_path() / "emplooi-web-XXXXXX";
  ensure(::mkdtemp(pattern.data()) != nullptr, "a folder for the test can be made");
  return pattern;
}

web::Settings on_free_ports(web::Settings settings) {
  settings.port = 0;
  settings.local_port = 0;
  return settings;
}

}  // namespace

RunningServer::RunningServer(const web::Settings& settings, void (*offer_more)(Operations&))
    : folder_(fresh_folder()), database_(folder_ / "emplooi.sqlite") {
  if (const auto file = log_file_for("running")) web::start_logs("trace", *file);
  note_secret(password);
  identity::configure({.password_strength = identity::PasswordStrength::test});
  identity::offer(operations_);
  if (offer_more) offer_more(operations_);
  store_ = database_.open();
  identity::found_municipality(*store_,
                               {"Gemeente Tilburg", "tilburg", "administrator", password, {}, /*second_factor=*/false})
      .value();
  town_ = std::make_unique<Town>(*store_);
  server_ = std::make_unique<web::Server>(operations_, *town_, on_free_ports(settings), folder_);
}

RunningServer::~RunningServer() {
  server_.reset();
  store_.reset();
  std::filesystem::remove_all(folder_);
}

std::string RunningServer::token() {
  identity::v1::SignInRequest request;
  request.set_sign_in_name(name);
  request.set_password(password);
  const auto token = identity::sign_in(*store_, Actor(), request).value().token();
  note_secret(token);
  return token;
}

web::ClientOptions RunningServer::client_options() const {
  return {.host = "localhost", .port = port(), .trusted_certificate = certificate()};
}

std::string RunningServer::local_get(const std::string& path) const {
  asio::io_context context;
  tcp::socket socket(context);
  socket.connect({asio::ip::make_address("127.0.0.1"), server_->local_port()});
  const auto request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  asio::write(socket, asio::buffer(request));
  std::string answer;
  boost::system::error_code end;
  asio::read(socket, asio::dynamic_buffer(answer), end);
  return answer;
}

struct RawConnection::Parts {
  asio::io_context context;
  asio::ssl::context tls{asio::ssl::context::tls_client};
  asio::ssl::stream<tcp::socket> stream{context, tls};
};

RawConnection::RawConnection(std::uint16_t port) : parts_(std::make_unique<Parts>()) {
  parts_->stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), port});
  parts_->stream.next_layer().set_option(tcp::no_delay(true));
  parts_->stream.handshake(asio::ssl::stream_base::client);
}

RawConnection::~RawConnection() = default;

void RawConnection::send(std::string_view bytes) {
  // The server may have closed already: what it said before is what the test looks at.
  boost::system::error_code ignored;
  asio::write(parts_->stream, asio::buffer(bytes.data(), bytes.size()), ignored);
}

bool RawConnection::read_some(int within_ms) {
  char bytes[16384];
  std::optional<boost::system::error_code> result;
  parts_->stream.async_read_some(asio::buffer(bytes), [&](boost::system::error_code error, std::size_t count) {
    inbox_.append(bytes, count);
    result = error;
  });
  parts_->context.restart();
  parts_->context.run_for(std::chrono::milliseconds(within_ms));
  is_closed_ = result && result->failed();
  if (result) return !is_closed_;
  parts_->stream.next_layer().cancel();
  parts_->context.run();
  return false;
}

RawAnswer RawConnection::receive() {
  while (inbox_.find("\r\n\r\n") == std::string::npos) {
    if (!read_some(10'000)) return {};
  }
  RawAnswer answer;
  const auto end = inbox_.find("\r\n\r\n") + 4;
  answer.header = inbox_.substr(0, end);
  answer.status = std::stoi(answer.header.substr(9, 3));
  const auto length_at = answer.header.find("Content-Length: ");
  const auto length = length_at == std::string::npos ? 0 : std::stoul(answer.header.substr(length_at + 16));
  while (inbox_.size() < end + length) {
    if (!read_some(10'000)) return {};
  }
  answer.body = inbox_.substr(end, length);
  inbox_.erase(0, end + length);
  return answer;
}

std::string RawConnection::receive_some(int within_ms) {
  if (inbox_.empty()) read_some(within_ms);
  return std::exchange(inbox_, {});
}

std::string RawConnection::receive_rest(int within_ms) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(within_ms);
  while (std::chrono::steady_clock::now() < deadline && read_some(within_ms)) {
  }
  return std::exchange(inbox_, {});
}

}  // namespace emplooi::testing
