#pragma once

#include "config.h"

namespace emplooi {

/// Opens the town and serves it until SIGTERM or SIGINT; then answers what it accepted and closes. Throws
/// std::exception where the store, the ports or the certificate cannot be had.
void serve(const Config& config);

}  // namespace emplooi
