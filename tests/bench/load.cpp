#include "bench/load.h"

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <charconv>

namespace emplooi::bench {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Stream = asio::ssl::stream<tcp::socket>;
using std::chrono::steady_clock;

/// The length that the header of an answer states.
std::size_t content_length(std::string_view header) {
  constexpr std::string_view name = "Content-Length: ";
  const auto at = header.find(name);
  std::size_t length = 0;
  if (at != std::string_view::npos) {
    const char* const begin = header.data() + at + name.size();
    std::from_chars(begin, header.data() + header.size(), length);
  }
  return length;
}

struct Run {
  const Load& load;
  Measured measured;
  std::size_t next = 0;
};

asio::awaitable<void> work(Run& run, Stream& stream) {
  std::string buffer;
  while (run.next < run.load.requests.size()) {
    const auto& request = run.load.requests[run.next++];
    const auto begun = steady_clock::now();
    co_await asio::async_write(stream, asio::buffer(request), asio::use_awaitable);
    const auto header =
        co_await asio::async_read_until(stream, asio::dynamic_buffer(buffer), "\r\n\r\n", asio::use_awaitable);
    const auto whole = header + content_length(std::string_view(buffer).substr(0, header));
    if (buffer.size() < whole) {
      co_await asio::async_read(stream, asio::dynamic_buffer(buffer), asio::transfer_exactly(whole - buffer.size()),
                                asio::use_awaitable);
    }
    ++(buffer.compare(9, 3, "200") == 0 ? run.measured.ok : run.measured.others);
    buffer.erase(0, whole);
    run.measured.latencies.push_back(steady_clock::now() - begun);
  }
}

}  // namespace

std::chrono::nanoseconds Measured::percentile(double part) const {
  return latencies[std::min(latencies.size() - 1,
                            static_cast<std::size_t>(part * static_cast<double>(latencies.size())))];
}

Measured send_all(const Load& load) {
  asio::io_context context(1);
  asio::ssl::context tls(asio::ssl::context::tls_client);
  std::vector<std::unique_ptr<Stream>> streams;
  for (int i = 0; i < load.connections; ++i) {
    auto& stream = *streams.emplace_back(std::make_unique<Stream>(context, tls));
    stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), load.port});
    stream.next_layer().set_option(tcp::no_delay(true));
    stream.handshake(Stream::client);
  }
  Run run{load, {}};
  const auto begun = steady_clock::now();
  for (auto& stream : streams) {
    asio::co_spawn(context, work(run, *stream), [](std::exception_ptr failed) {
      if (failed) std::rethrow_exception(failed);
    });
  }
  context.run();
  run.measured.took = steady_clock::now() - begun;
  std::sort(run.measured.latencies.begin(), run.measured.latencies.end());
  return std::move(run.measured);
}

}  // namespace emplooi::bench
