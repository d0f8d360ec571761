#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "town.h"
#include "web/settings.h"

namespace emplooi::web {

/// The town's front: listens from construction on, answers calls over TLS, and figures on a local port.
class Server {
 public:
  /// Offers these operations, and the clients of the settings' folder. Throws std::exception where the ports
  /// cannot be had, or the certificate or the clients cannot be read.
  Server(const Operations& operations, Town& town, const Settings& settings, const std::string& state_folder);
  /// As stop().
  ~Server();

  /// Takes no more connections and requests, answers those that have begun for as long as `stop_within`, then
  /// ends.
  void stop();

  /// The ports in use: those of the settings, or where these are 0, free ones.
  std::uint16_t port() const;
  std::uint16_t local_port() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace emplooi::web
