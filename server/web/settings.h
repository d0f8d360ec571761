#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace emplooi::web {

/// How the front listens and what it bears; bounds and environment names stand in config.cpp.
struct Settings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;
  /// For /livez, /readyz and /metrics; always on 127.0.0.1.
  std::uint16_t local_port = 9443;
  /// PEM files. Empty: a development certificate, made in the state folder on the first run.
  std::string certificate_file;
  std::string key_file;
  /// The built clients, read once at the start. Empty: only calls are answered.
  std::string clients_folder;
  /// The clients say on every page that nothing here is real, and how to sign in.
  bool is_demo = false;

  std::size_t io_threads = 2;
  /// Threads for reads and for handing commands to the store.
  std::size_t desk_threads = 4;
  /// Threads for passwords, apart, so that signing in does not hold up the rest.
  std::size_t password_threads = 2;
  /// Most calls that wait for a thread of each kind; beyond it `server_busy`.
  std::size_t desk_queue = 4096;
  std::size_t password_queue = 64;
  /// Threads for calls that wait for a municipality's identity provider, which may take its time.
  std::size_t provider_threads = 8;
  std::size_t provider_queue = 64;

  /// Most streams at the same time, in all and for one session and network address; beyond them `server_busy` and
  /// `too_many_streams`. Each takes a thread.
  std::size_t streams = 256;
  std::size_t streams_per_session = 6;
  std::size_t streams_per_address = 40;
  /// How soon a stream ends after its session.
  std::chrono::milliseconds stream_check = std::chrono::seconds(2);

  std::size_t connections = 2000;
  std::size_t connections_per_address = 50;
  std::chrono::milliseconds handshake_within = std::chrono::seconds(5);
  std::chrono::milliseconds header_within = std::chrono::seconds(5);
  std::chrono::milliseconds body_within = std::chrono::seconds(10);
  std::chrono::milliseconds write_within = std::chrono::seconds(15);
  /// How long a connection may stay silent between requests.
  std::chrono::milliseconds idle = std::chrono::seconds(15);
  /// How long stopping waits for requests that were accepted.
  std::chrono::milliseconds stop_within = std::chrono::seconds(10);
};

}  // namespace emplooi::web
